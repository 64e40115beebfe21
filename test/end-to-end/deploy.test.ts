import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { placeIn } from '../../cli/local-cloud/cloud-place';
import { CloudFolder } from '../cli/deploy/support/cloud-file';
import { IS_LONG_RUN } from '../setup/long-run';

const PICTURE = join(__dirname, '../fixtures/media/still.jpg');

let here: CloudFolder;
beforeAll(async () => {
  here = await CloudFolder.start();
});
afterAll(() => here.stop());

/** An output of the stack, from the file that the other commands read. */
const output = (name: string, stack = 'media-metadata'): string =>
  JSON.parse(readFileSync(here.path('stack.outputs.json'), 'utf8'))[stack].find(
    ({ OutputKey }: { OutputKey: string }) => OutputKey === name,
  ).OutputValue;

it('deploys the pipeline, which works, changes it, and takes all of it away again', async () => {
  const { cloud } = here;
  const dry = await here.run(['deploy', '--dry-run']);
  expect(dry.out).toContain('+ ObjectTrigger  ALIYUN::FC::Trigger\n');
  const made = await here.run(['deploy']);
  expect(made).toMatchObject({
    code: 0,
    out: expect.stringContaining(`BucketName                  ${output('BucketName')}\n`),
  });

  const [bucket, table] = [output('BucketName'), output('TableName')];
  await (await placeIn(cloud).oss(bucket)).put('still.jpg', PICTURE);
  await cloud.functions.idle();
  const client = tablestoreClient({
    ...cloud.rootKey,
    tablestoreEndpoint: cloud.tablestore.endpoint,
    instance: output('InstanceName'),
  });
  expect(await readRow(client, { bucket, table }, 'still.jpg')).toMatchObject({ status: 'DESCRIBED' });

  expect((await here.run(['deploy'])).err).toContain('nothing to change');
  const would = await here.run(['deploy', '--dry-run', '-c', 'memoryMB=1024']);
  expect(would.out).toBe('~ ExtractFunction  ALIYUN::FC::Function\n');
  const changed = await here.run(['deploy', '-c', 'memoryMB=1024', '--json']);
  expect(JSON.parse(changed.out)).toMatchObject({ done: 'updated', outputs: { BucketName: bucket } });

  const refused = await here.run(['destroy', '--yes']);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(`'${bucket}' holds 1 object`) });
  const gone = await here.run(['destroy', '--yes', '--empty-bucket']);
  expect(gone.code).toBe(0);
  expect(cloud.ros.listStacks()).toEqual([]);
  const buckets = (await (await placeIn(cloud).oss('any')).listBuckets({})) as unknown as {
    buckets: unknown;
  };
  expect(buckets.buckets ?? []).toEqual([]);
}, 120_000);

(IS_LONG_RUN ? it : () => {})(
  'does the same in Function Compute 3, beside another stack',
  async () => {
    const { cloud } = here;
    const three = ['--stack', 'three', '-c', 'functionCompute=3'];
    expect((await here.run(['deploy', ...three])).code).toBe(0);
    const bucket = output('BucketName', 'three');
    await (await placeIn(cloud).oss(bucket)).put('still.jpg', PICTURE);
    await cloud.functions.idle();
    const instance = output('InstanceName', 'three');
    const client = tablestoreClient({
      ...cloud.rootKey,
      tablestoreEndpoint: cloud.tablestore.endpoint,
      instance,
    });
    const table = output('TableName', 'three');
    expect(await readRow(client, { bucket, table }, 'still.jpg')).toMatchObject({ status: 'DESCRIBED' });
    expect((await here.run(['destroy', '--yes', '--empty-bucket', ...three])).code).toBe(0);
    expect(cloud.ros.listStacks()).toEqual([]);
  },
  120_000,
);
