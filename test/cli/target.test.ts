import { join } from 'node:path';
import { chainedKeys } from '../../cli/cloud/keys';
import { SEARCH_INDEX } from '../../contract/search-index';
import { asList, LOCAL_LINE, OUTPUTS, TargetFolder } from './target-folder';

const folder = new TargetFolder();
const { save, target } = folder;

it('takes names, region and addresses from the outputs of the stack', async () => {
  await save({ films: asList(OUTPUTS) });
  expect(target()).toEqual({
    region: 'ap-southeast-1',
    bucket: 'films-1',
    instance: 'films-2',
    table: 'Films',
    index: 'MediaColumns_1a2b3c4d',
    service: 'svc',
    function: 'extract',
    accountId: undefined,
    ossEndpoint: 'https://oss-ap-southeast-1.aliyuncs.com',
    tablestoreEndpoint: 'https://films-2.ap-southeast-1.ots.aliyuncs.com',
    logEndpoint: 'https://ap-southeast-1.log.aliyuncs.com',
    vpc: false,
    describedWith: {},
  });
});

it('takes region and account where the outputs name them, before what an endpoint tells', async () => {
  const told = {
    Region: 'cn-shanghai',
    AccountId: '1234567890123456',
    MediaInfoVersion: '26.10',
    Reading: 'fast',
  };
  await save({ films: asList({ ...OUTPUTS, ...told }) });
  expect(target()).toMatchObject({
    describedWith: { mediaInfoVersion: '26.10', reading: 'fast' },
    region: 'cn-shanghai',
    accountId: '1234567890123456',
    ossEndpoint: 'https://oss-cn-shanghai.aliyuncs.com',
  });
});

it('stays inside Alibaba Cloud with --vpc, and lets options go first', async () => {
  await save({ films: asList(OUTPUTS) });
  expect(target({ vpc: true, bucket: 'other' })).toMatchObject({
    bucket: 'other',
    ossEndpoint: 'https://oss-ap-southeast-1-internal.aliyuncs.com',
    tablestoreEndpoint: 'https://films-2.ap-southeast-1.vpc.tablestore.aliyuncs.com',
  });
  expect(target({ tablestoreEndpoint: 'http://localhost:1' }).tablestoreEndpoint).toBe('http://localhost:1');
  expect(target({}, { ALIBABA_CLOUD_REGION_ID: 'cn-beijing' }).region).toBe('cn-beijing');
});

it('wants to know which of several stacks', async () => {
  await save({ one: asList(OUTPUTS), two: asList({ ...OUTPUTS, BucketName: 'films-9' }) });
  expect(() => target()).toThrow("holds the outputs of 'one', 'two': name one of them with --stack");
  expect(target({ stack: 'two' }).bucket).toBe('films-9');
});

it('says that a file holds no stack', async () => {
  await save({});
  expect(() => target()).toThrow("'stack.outputs.json' holds no stack: has 'media deploy");
});

it.each([
  ['nothing at all', undefined, "No 'stack.outputs.json' here, which 'media deploy"],
  [
    'other JSON',
    { films: { BucketName: 'a' } },
    "lists of 'OutputKey' and 'OutputValue' by stack are expected",
  ],
  [
    'an older stack',
    { films: asList({ BucketName: 'a' }) },
    'does not tell everything: give --region, --instance, --table',
  ],
])('says what to do with %s', async (_, content, problem) => {
  if (content) await save(content);
  expect(() => target()).toThrow(problem);
});

it('takes the line of the local pipeline from a file named by option or environment', async () => {
  await save(LOCAL_LINE, 'local.json');
  const expected = {
    tablestoreEndpoint: 'http://localhost:2',
    keys: { accessKeyId: 'id', accessKeySecret: 'secret' },
  };
  expect(target({ local: 'local.json' })).toMatchObject(expected);
  expect(target({}, { MEDIA_LOCAL: join(folder.path, 'local.json') })).toMatchObject(expected);
  expect(() => target({ local: 'none.json' })).toThrow('ENOENT');
  await save({ region: 'x' }, 'bad.json');
  expect(() => target({ local: 'bad.json' })).toThrow(
    "the first line of 'media local' is expected in 'bad.json'",
  );
});

it('takes the names from the outputs of a template that was deployed locally, and says which are missing', async () => {
  const line = {
    ossEndpoint: 'http://localhost:1',
    tablestoreEndpoint: 'http://localhost:2',
    region: 'cn-hangzhou',
    accessKeyId: 'id',
    accessKeySecret: 'secret',
    accountId: '1',
    stackName: 'films',
    outputs: {
      BucketName: 'films-1',
      InstanceName: 'films-2',
      TableName: 't',
      ServiceName: 's',
      FunctionName: 'f',
    },
  };
  await save(line, 'local.json');
  expect(target({ local: 'local.json' })).toMatchObject({
    ...{ bucket: 'films-1', instance: 'films-2', table: 't', service: 's', function: 'f' },
    // A stack without that output counts as one of this release.
    index: SEARCH_INDEX,
  });
  expect(target({ local: 'local.json', table: 'other' }).table).toBe('other');
  // The outputs of a second stack, as 'media deploy --local' writes them.
  await save(
    { second: asList({ BucketName: 'second-1', InstanceName: 'second-2', TableName: 't2' }) },
    'second.json',
  );
  const second = target({ local: 'local.json', outputs: 'second.json' });
  expect(second).toMatchObject({
    bucket: 'second-1',
    instance: 'second-2',
    ossEndpoint: 'http://localhost:1',
  });
  expect(second.service).toBeUndefined();
  expect(target({ local: 'local.json', outputs: 'second.json', stack: 'second' })).toEqual(second);
  await save({ ...line, outputs: { BucketName: 'films-1' } }, 'other.json');
  expect(() => target({ local: 'other.json' })).toThrow(
    "the stack in 'other.json' has no outputs that name everything: give --instance, --table.",
  );
});

it('finds keys by the standard chain', async () => {
  const before = { ...process.env };
  process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'] = 'LTAI-test';
  process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] = 'secret';
  try {
    expect(await chainedKeys()()).toEqual({ accessKeyId: 'LTAI-test', accessKeySecret: 'secret' });
  } finally {
    process.env = before;
  }
});
