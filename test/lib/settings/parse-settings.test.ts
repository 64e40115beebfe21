import { parseSettings } from '../../../lib/settings';
import { violations } from './violations';

describe('parseSettings', () => {
  it('needs no setting at all', () => {
    expect(parseSettings({})).toEqual({
      stackName: 'media-metadata',
      description:
        'Describes every media file in an OSS bucket with MediaInfo, one Tablestore row per object.',
      tableName: 'MediaMetadata',
      otherBuckets: [],
      policies: {},
      prefix: '',
      suffix: '',
      clusterType: 'SSD',
      symlinks: false,
      tableNetworks: ['VPC', 'CLASSIC'],
      enableServices: false,
      searchIndex: true,
      functions: true,
      functionCompute: 2,
      memoryMB: 512,
      cpu: 0.5,
      diskSizeMB: 512,
      timeoutSeconds: 600,
      objectTimeoutSeconds: 240,
      stalledCpuSeconds: 5,
      reading: 'exact',
      objectTags: false,
      sweep: 'off',
      selfCheck: true,
      asyncRetries: 3,
      asyncMaxAgeSeconds: 86400,
      logRetentionDays: 30,
      removal: 'safe',
      tags: { project: 'media-metadata' },
      assetQualifier: 'media-metadata',
    });
  });

  it.each([
    ['memoryMB', '1024', 1024, { cpu: 1 }],
    ['cpu', '0.5', 0.5, {}],
    ['searchIndex', 'false', false, {}],
    ['searchIndex', 'true', true, {}],
    ['functionCompute', '3', 3, {}],
    ['functions', 'false', false, {}],
    ['tableNetworks', 'CLASSIC,INTERNET', ['CLASSIC', 'INTERNET'], {}],
    ['enableServices', 'true', true, {}],
    ['diskSizeMB', '10240', 10240, {}],
    ['timeoutSeconds', '900', 900, {}],
    ['objectTimeoutSeconds', '60', 60, {}],
    ['stalledCpuSeconds', '20', 20, {}],
    ['objectTags', 'true', true, {}],
    ['sweep', 'weekly', 'weekly', {}],
    ['asyncRetries', '0', 0, {}],
    ['asyncMaxAgeSeconds', '3600', 3600, {}],
    ['logRetentionDays', '7', 7, {}],
    ['otherBuckets', 'one,two-2', ['one', 'two-2'], {}],
    ['otherBuckets', ['one'], ['one'], {}],
    ['otherBuckets', '', [], {}],
    ['tags', 'team=media,cost centre=42', { team: 'media', 'cost centre': '42' }, {}],
    ['tags', 'equation=a=b', { equation: 'a=b' }, {}],
    ['tags', '', {}, {}],
  ])('reads %s from the command line, where every value is a string', (name, given, expected, others) => {
    expect(parseSettings({ ...others, [name]: given })).toMatchObject({ [name]: expected });
  });

  it('keeps the name of the table with the state of the sweep from being that of the rows', () => {
    expect(parseSettings({ tableName: 'SweepState' })).toMatchObject({ tableName: 'SweepState' });
    expect(() => parseSettings({ tableName: 'SweepState', sweep: 'daily' })).toThrow(
      "'tableName': must not be 'SweepState' with sweep daily",
    );
  });

  it('suggests what an unknown name was meant to be, if anything', () => {
    expect(violations({ memoryMb: 512, bucket: 'x', colour: 'red' })).toEqual([
      "Unknown setting 'memoryMb'. Did you mean memoryMB?",
      "Unknown setting 'bucket'. Did you mean bucketName or existingBucketName or otherBuckets?",
      "Unknown setting 'colour'.",
    ]);
  });

  it('leaves the keys of the CDK itself alone', () => {
    const context = {
      'aliyun:ros:disable-stack-trace': true,
      'aliyun:ros:bundling-stacks': ['**'],
      'ros-cdk:enableStackNameDuplicates': 'true',
      'ros:cdk:enable-asset-metadata': true,
      '@alicloud/ros-cdk-core:assetHashSalt': 'x',
      'disable-stack-trace': true,
    };

    expect(parseSettings(context)).toEqual(parseSettings({}));
  });

  it('does not take a name of Object.prototype for a setting', () => {
    expect(violations({ toString: 'x' })).toEqual(["Unknown setting 'toString'."]);
  });
});

describe('policies', () => {
  const read = (policies: unknown): unknown => parseSettings({ policies }).policies;

  it('are files by the beginning of keys, also on the command line', () => {
    expect(read({ 'in/': 'a.policy', '': 'b.xml' })).toEqual({ 'in/': 'a.policy', '': 'b.xml' });
    expect(read('in/=a.policy,=b.xml')).toEqual({ 'in/': 'a.policy', '': 'b.xml' });
    expect(read('{"in/": "a,b.policy", "": "b.xml"}')).toEqual({ 'in/': 'a,b.policy', '': 'b.xml' });
    expect(read('{in}/=a.policy')).toEqual({ '{in}/': 'a.policy' });
  });

  it.each([
    [{ 'in/*': 'a' }, "must not contain '*'"],
    [{ 'in/': '' }, 'must name a file for each prefix'],
    ['{"in/": 1}', 'must be an object of strings, or prefix=file pairs joined by commas'],
    ['{"in/": "a"', 'must be an object of strings, or prefix=file pairs joined by commas'],
    ['in/', 'must be an object of strings, or prefix=file pairs joined by commas'],
    [Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`${i}/`, 'a'])), 'must hold at most 20 files'],
  ])('refuses %j', (policies, rule) => {
    expect(() => read(policies)).toThrow(rule);
  });
});
