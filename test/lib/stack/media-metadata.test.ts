import { App, Construct, Resource, RosParameter, RosParameterType, Stack } from '@alicloud/ros-cdk-core';
import { Bucket } from '@alicloud/ros-cdk-oss';
import { assertTemplate } from 'ros-template-check';
import { MediaMetadata, SettingsError } from '../../../lib';
import { readable } from '../support/readable';
import { synthesizeTemplate } from '../support/synthesized';
import { synthesizeApp } from '../support/synthesized-app';

const ID = `\${\${ALIYUN::StackId} split at -[0]}`;

/** The messages of the construct for props that it refuses. */
function violations(props: object, id = 'Media'): string[] {
  const stack = new Stack(new App({ autoSynth: false }), 'theirs');
  try {
    new MediaMetadata(stack, id, props);
  } catch (error) {
    if (error instanceof SettingsError) return error.violations;
    throw error;
  }
  return [];
}

describe('MediaMetadata in an app of somebody else', () => {
  const template = synthesizeApp((stack, code) => new MediaMetadata(stack, 'Media', code));

  it('makes what our own stack makes, each id after its own', () => {
    const ours = synthesizeTemplate();

    expect(Object.entries(template.Resources).map(([id, { Type }]) => [id, Type])).toStrictEqual(
      Object.entries(ours.Resources).map(([id, { Type }]) => [`Media${id}`, Type]),
    );
    for (const [id, { DependsOn = [] }] of Object.entries(ours.Resources)) {
      const expected = DependsOn.map((one) => `Media${one}`);
      expect(template.Resources[`Media${id}`]!.DependsOn ?? []).toStrictEqual(expected);
    }
    expect(Object.keys(template.Parameters)).toStrictEqual(['MediaOssEndpoint', 'MediaTablestoreEndpoint']);
  });

  it('leaves the outputs to the app', () => {
    expect(template).not.toHaveProperty('Outputs');

    const { Outputs } = synthesizeApp((stack, code) => new MediaMetadata(stack, 'Media', code).addOutputs());
    expect(Object.keys(Outputs)).toStrictEqual(Object.keys(synthesizeTemplate().Outputs));
  });

  it('would be taken by the services', () => {
    expect(() => assertTemplate(template)).not.toThrow();
  });

  it('can stand in a stack twice, with names and ids of its own', () => {
    const two = synthesizeApp((stack, code) => {
      for (const id of ['Films', 'Songs']) {
        new MediaMetadata(new Construct(stack, id), 'Media', code).addOutputs(id);
      }
    });
    const names = Object.entries(two.Resources).flatMap(([id, { Type, Properties }]) =>
      ['BucketName', 'InstanceName', 'Name', 'RoleName', 'ServiceName']
        .map((property) => ({ id, Type, name: String(readable(Properties[property])) }))
        .filter(({ name }) => name.includes('StackId')),
    );

    expect(Object.keys(two.Resources)).toHaveLength(34);
    expect(names).toHaveLength(16);
    expect(new Set(names.map(({ Type, name }) => `${Type} ${name}`)).size).toBe(16);
    expect(Object.fromEntries(names.map(({ id, name }) => [id, name]))).toMatchObject({
      FilmsMediaSourceBucket: `media-metadata-${ID}-d6424`,
      SongsMediaSourceBucket: `media-metadata-${ID}-53eb1`,
      FilmsMediaMetadataInstance: `m-${ID}-d6424`,
    });
    expect(two.Outputs['FilmsBucketName']).not.toStrictEqual(two.Outputs['SongsBucketName']);
    expect(() => assertTemplate(two)).not.toThrow();
  });

  it('takes further buckets of the app by their names, known or not', () => {
    const { Resources } = synthesizeApp((stack, code) => {
      const more = new Bucket(stack, 'More', { bucketName: 'more' });
      const otherBuckets = [String(more.attrName), 'theirs'];
      new MediaMetadata(stack, 'Media', { ...code, otherBuckets });
    });
    const { EnvironmentVariables } = Resources['MediaExtractFunction']!.Properties;

    expect(readable(EnvironmentVariables)).toMatchObject({
      BUCKETS: `\${MediaSourceBucket.Name},\${More.Name},theirs`,
    });
    expect(violations({ otherBuckets: ['Films'] })).toEqual([
      "Invalid prop 'otherBuckets' of 'theirs/Media': must be 3–63 lower-case letters, digits or inner hyphens, '[\"Films\"]' given.",
    ]);
  });

  it('describes a bucket of the app, which comes first and is not changed', () => {
    const { Resources } = synthesizeApp((stack, code) => {
      const bucket = new Bucket(new Construct(stack, 'Storage'), 'Films', { bucketName: 'films' });
      expect(new MediaMetadata(stack, 'Media', { bucket, ...code }).bucket).toBe(bucket);
    });

    expect(Object.entries(Resources).filter(([, { Type }]) => Type === 'ALIYUN::OSS::Bucket')).toMatchObject([
      ['Films', { Properties: { BucketName: 'films' } }],
    ]);
    expect(readable(Resources['MediaObjectTrigger'])).toMatchObject({
      Properties: {
        SourceArn: `acs:oss:\${ALIYUN::Region}:\${ALIYUN::TenantId}:\${Films.Name}`,
        TriggerConfig: { BucketName: `\${Films.Name}` },
      },
      DependsOn: ['MediaExtractFunction', 'MediaWaitForTable90Seconds', 'Films'],
    });
    expect(Resources['MediaMetadataInstance']!.DependsOn).toStrictEqual(['Films']);
    expect(JSON.stringify(readable(Resources['MediaServiceRole']))).toContain(`:\${Films.Name}/*`);
  });

  it('describes a bucket by a name that is known when the stack is deployed', () => {
    const { Resources } = synthesizeApp((stack, code) => {
      const name = new RosParameter(stack, 'Name', { type: RosParameterType.STRING });
      const media = new MediaMetadata(stack, 'Media', {
        existingBucketName: name.valueAsString,
        ...code,
      });
      expect(media.bucket).toBeUndefined();
    });

    expect(readable(Resources['MediaObjectTrigger'])).toMatchObject({
      Properties: { TriggerConfig: { BucketName: `\${Name}` } },
    });
  });

  it('has every resource as a member', () => {
    synthesizeApp((stack, code) => {
      const media = new MediaMetadata(stack, 'Media', { ...code, newsBus: 'news', sweep: 'daily' });
      const members = Object.values(media).filter(
        (value) => value instanceof Resource && value !== media.code,
      );

      const ids = [...Object.keys(template.Resources), 'MediaSweepStateTable', 'MediaSweepTimer'];
      expect(members.map(({ node }) => node.id).sort()).toEqual(ids.sort());
      expect(Object.entries(media).filter(([, value]) => value === undefined)).toEqual([]);
    });
  });
});

describe('The props of MediaMetadata', () => {
  it('are refused all at once, each by its place, rule and value', () => {
    expect(violations({ memoryMb: 512, memoryMB: 130, cpu: 1, removal: 'never', colour: 'red' })).toEqual([
      "Unknown prop 'memoryMb' of 'theirs/Media'. Did you mean memoryMB?",
      "Unknown prop 'colour' of 'theirs/Media'.",
      "Invalid prop 'memoryMB' of 'theirs/Media': must be a multiple of 64, '130' given.",
      "Invalid prop 'removal' of 'theirs/Media': must be one of safe, retain, purge, 'never' given.",
    ]);
  });

  it('that exclude each other are refused, all of them', () => {
    const stack = new Stack(new App({ autoSynth: false }), 'other');
    const bucket = new Bucket(stack, 'Films', { bucketName: 'films' });

    expect(violations({ bucket, bucketName: 'one', existingBucketName: 'two', removal: 'purge' })).toEqual([
      "Invalid prop 'existingBucketName' of 'theirs/Media': must not be given together with bucketName 'one', the name of a bucket to make, 'two' given.",
      "Invalid prop 'existingBucketName' of 'theirs/Media': must not be given together with removal purge: a bucket that the stack does not own is never emptied, 'two' given.",
      "Invalid prop 'bucketName' of 'theirs/Media': must not be given together with bucket: it is the name of a bucket to make, 'one' given.",
      "Invalid prop 'existingBucketName' of 'theirs/Media': must not be given together with bucket: one bucket is described, 'two' given.",
      "Invalid prop 'removal' of 'theirs/Media': must not be purge together with bucket: a bucket that the app owns is never emptied, 'purge' given.",
    ]);
  });

  it.each([
    ['films', 'films'],
    [{ attrName: 'films' }, '{"attrName":"films"}'],
    [new App({ autoSynth: false }), 'an object of App'],
  ])('take a Bucket, not %j', (bucket, shown) => {
    expect(violations({ bucket })).toEqual([
      `Invalid prop 'bucket' of 'theirs/Media': must be a Bucket of @alicloud/ros-cdk-oss (a bucket by its name is existingBucketName), '${shown}' given.`,
    ]);
  });

  it('take no bucket of another stack, to which ROS has no reference', () => {
    const bucket = new Bucket(new Stack(new App({ autoSynth: false }), 'other'), 'Films', {
      bucketName: 'films',
    });

    expect(violations({ bucket })).toEqual([
      "Invalid prop 'bucket' of 'theirs/Media': must be a bucket of the same stack, 'other/Films' given. Give one of another stack by its name, as existingBucketName.",
    ]);
  });

  it('leave no choice to the time when the stack is deployed', () => {
    const stack = new Stack(new App({ autoSynth: false }), 'other');
    const removal = new RosParameter(stack, 'Removal', { type: RosParameterType.STRING }).valueAsString;

    expect(violations({ removal })).toEqual([
      expect.stringContaining("'removal' of 'theirs/Media': must be one of"),
    ]);
  });
});
