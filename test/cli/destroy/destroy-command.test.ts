import { existsSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { codeBucketName, writeRecord } from '../../../cli/deploy/code-records';
import { deployStack } from '../../../cli/deploy/deploy-stack';
import { writeOutputs } from '../../../cli/deploy/outputs-file';
import { publishAssets } from '../../../cli/deploy/publish-assets';
import { placeIn } from '../../../cli/local-cloud/cloud-place';
import { media } from '../../../cli/media';
import { CloudFolder } from '../deploy/support/cloud-file';
import { bucket, project, template } from '../deploy/support/templates';
import { collector, fakeTerminal } from '../run-media';

const NAME = 'media-metadata';

let here: CloudFolder;
let codeBucket: string;

beforeEach(async () => {
  here = await CloudFolder.start();
  codeBucket = codeBucketName(here.cloud.ram.accountId, here.cloud.region);
});

afterEach(() => here.stop());

/** Makes what `media deploy` makes. */
async function deployed(
  resources: Record<string, object> = { Media: bucket('my-media'), Logs: project('my-logs') },
) {
  const place = placeIn(here.cloud);
  writeFileSync(here.path('code.zip'), 'the code');
  const assets = [{ path: here.path('code.zip'), bucket: codeBucket, key: 'code.zip' }];
  await publishAssets(place, assets);
  await writeRecord(await place.oss(codeBucket), NAME, ['code.zip']);
  const stack = await deployStack(place.ros, { name: NAME, template: template(resources) });
  writeOutputs(here.path('stack.outputs.json'), NAME, stack.outputs);
  return place;
}

const stacks = () => here.cloud.ros.listStacks().map(({ stackName, status }) => `${stackName} ${status}`);

async function put(count: number): Promise<void> {
  const oss = await placeIn(here.cloud).oss('my-media');
  for (let n = 0; n < count; n++) await oss.put(`films/${n}.mp4`, Buffer.from('x'));
}

it('says what is lost and what stays, deletes it, its outputs, its code and the bucket of the code', async () => {
  await deployed({ Media: bucket('my-media', { DeletionPolicy: 'Retain' }), Logs: project('my-logs') });
  const { code, err } = await here.run(['destroy', '--yes']);
  expect(code).toBe(0);
  expect(err).toMatch(
    /^This is about the local cloud of 'cloud\.json'\.\nDeleting stack media-metadata in cn-hangzhou deletes, with all that they hold:\n {2}Logs {2}ALIYUN::SLS::Project {2}my-logs\nThese stay, and go on costing what they hold:\n {2}Media {2}ALIYUN::OSS::Bucket {2}my-media\n/,
  );
  expect(err).toMatch(
    /\nStack media-metadata is deleted \(0:0\d\)\.\nThe bucket 'cdk-code-.*' of the code is deleted too/,
  );
  expect(stacks()).toEqual([]);
  expect(existsSync(here.path('stack.outputs.json'))).toBe(false);
  expect([here.cloud.oss.hasBucket('my-media'), here.cloud.oss.hasBucket(codeBucket)]).toEqual([true, false]);
  const again = await here.run(['destroy', '--yes']);
  expect(again).toMatchObject({
    code: 0,
    err: expect.stringContaining('There is no stack media-metadata in cn-hangzhou.\n'),
  });
});

it('explains a bucket that is refused, and finishes at the second call', async () => {
  await deployed();
  await put(3);
  const first = await here.run(['destroy', '--yes']);
  expect(first.code).toBe(1);
  expect(first.err).toContain(
    "The bucket 'my-media' holds 3 objects: OSS will not delete it, and it stays until it is empty (--empty-bucket).",
  );
  expect(first.err).toMatch(
    /media: Stack media-metadata is DELETE_FAILED: Media: BucketNotEmpty: .*'media destroy --empty-bucket'.*Mend the cause.*\nThe bucket 'my-media' holds 3 objects\.\n$/s,
  );
  expect(stacks()).toEqual([`${NAME} DELETE_FAILED`]);
  // The stack still exists, so its outputs and its code are kept.
  expect([existsSync(here.path('stack.outputs.json')), here.cloud.oss.hasBucket(codeBucket)]).toEqual([
    true,
    true,
  ]);
  const second = await here.run(['destroy', '--yes', '--empty-bucket']);
  expect(second.code).toBe(0);
  expect(second.err).toContain("The bucket 'my-media' is emptied first: 3 objects will be lost.");
  expect(second.err).toContain("3 objects and uploads deleted from 'my-media'.");
  expect(stacks()).toEqual([]);
});

it('empties a bucket of more than a page, and of unfinished uploads', async () => {
  const place = await deployed();
  const oss = await place.oss('my-media');
  await Promise.all(Array.from({ length: 1005 }, (_, n) => oss.put(`${n}`, Buffer.from('x'))));
  await (oss as unknown as { initMultipartUpload(key: string): Promise<unknown> }).initMultipartUpload(
    'half',
  );
  const { code, err } = await here.run(['destroy', '--yes', '--empty-bucket']);
  expect(err).toContain('more than 1,000 objects will be lost');
  expect(err).toMatch(/^empty {3}oss:\/\/my-media {2}1,000 deleted$/m);
  expect(err).toContain("1,006 objects and uploads deleted from 'my-media'.");
  expect(code).toBe(0);
  expect(here.cloud.oss.hasBucket('my-media')).toBe(false);
}, 60_000);

it('empties a bucket of keys that XML does not keep as they are', async () => {
  const oss = await (await deployed()).oss('my-media');
  for (const key of ['a\rb', 'a\nb', 'a\u0001b', 'a&<b']) await oss.put(key, Buffer.from('x'));
  const { code, err } = await here.run(['destroy', '--yes', '--empty-bucket']);
  expect(err).toContain("4 objects and uploads deleted from 'my-media'.");
  expect(code).toBe(0);
  expect(here.cloud.oss.hasBucket('my-media')).toBe(false);
});

it('empties no bucket when it cannot read which one stays', async () => {
  const place = await deployed({ Media: bucket('my-media', { DeletionPolicy: 'Retain' }) });
  await put(3);
  here.ros.fate = (action) =>
    action === 'GetTemplate'
      ? { status: 200, body: { TemplateBody: 'Resources:\n  Media:\n    DeletionPolicy: Retain\n' } }
      : undefined;
  const { code, err } = await here.run(['destroy', '--yes', '--empty-bucket']);
  expect(code).toBe(1);
  expect(err).toContain('--empty-bucket: the template of stack media-metadata is not JSON');
  expect(here.ros.calls).not.toContain('DeleteStack');
  const { objects } = await (await place.oss('my-media')).list({ 'max-keys': 10 }, {});
  expect(objects).toHaveLength(3);
});

it.each(['DELETE_COMPLETE', 'CREATE_FAILED'])(
  'empties no bucket that only has the name of one that is %s',
  async (Status) => {
    const place = await deployed({ Logs: project('my-logs') });
    await (await place.oss('my-media')).putBucket('my-media');
    await put(3);
    const Media = { LogicalResourceId: 'Media', ResourceType: 'ALIYUN::OSS::Bucket', Status };
    here.ros.fate = (action) =>
      action === 'ListStackResources'
        ? { status: 200, body: { Resources: [{ ...Media, PhysicalResourceId: 'my-media' }] } }
        : undefined;
    const { code, err } = await here.run(['destroy', '--yes', '--empty-bucket']);
    expect(code).toBe(0);
    expect(err).not.toContain('my-media');
    expect((await (await place.oss('my-media')).list({ 'max-keys': 10 }, {})).objects).toHaveLength(3);
  },
);

it('does not warn of a bucket that ROS empties itself', async () => {
  await deployed({ Media: bucket('my-media', {}, { DeletionForce: true }) });
  await put(1);
  const { code, err } = await here.run(['destroy', '--yes']);
  expect(code).toBe(0);
  expect(err).not.toContain('holds');
});

it('leaves code that another stack needs', async () => {
  const place = await deployed();
  await writeRecord(await place.oss(codeBucket), 'other', ['code.zip']);
  await deployStack(place.ros, { name: 'other', template: template({ Logs: project('other-logs') }) });
  await here.run(['destroy', '--yes']);
  const { objects } = await (await place.oss(codeBucket)).list({ 'max-keys': 10 }, {});
  expect(objects.map(({ name }) => name)).toEqual(['code.zip', 'stacks/other.json']);
});

it("leaves a bucket of the code's name alone that belongs to another account", async () => {
  await deployed();
  here.cloud.oss.clearRequests();
  // As OSS answers about the bucket of somebody else.
  here.cloud.oss.conditions = {
    fault: ({ operation, bucket }) =>
      operation === 'GetBucketInfo' && bucket === codeBucket
        ? { kind: 'refuse', status: 403, code: 'AccessDenied' }
        : undefined,
  };
  const { code, err } = await here.run(['destroy', '--yes']);
  expect(code).toBe(0);
  expect(err).toMatch(
    /\nOld code stays in the bucket 'cdk-code-.*' \(The bucket '.*' for the code belongs to another account/,
  );
  const asked = here.cloud.oss.requests.filter((one) => one.bucket === codeBucket);
  expect(asked.map(({ operation }) => operation)).toEqual(['GetBucketInfo']);
});

/** Runs the command on a terminal where somebody types a line. */
async function typing(line: string | undefined) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const { stream, text } = collector(true);
  const terminal = {
    ...fakeTerminal({ cwd: here.folder, env: { MEDIA_LOCAL: 'cloud.json', NO_COLOR: '1' } }),
    stdin,
    stderr: stream,
  };
  if (line === undefined) stdin.end();
  else stdin.write(`${line}\n`);
  return { code: await media(['destroy'], terminal), err: text() };
}

it('asks a person, who must type the name', async () => {
  await deployed();
  for (const line of ['y', 'yes', '', undefined]) {
    const { code, err } = await typing(line);
    expect(code).toBe(1);
    expect(err).toMatch(/Type the name of the stack to delete all this: Nothing was deleted\.\n$/);
  }
  expect(stacks()).toEqual([`${NAME} CREATE_COMPLETE`]);
  expect((await typing(NAME)).code).toBe(0);
  expect(stacks()).toEqual([]);
});

it('deletes nothing where nobody can be asked', async () => {
  await deployed();
  const { code, err } = await here.run(['destroy']);
  expect(code).toBe(2);
  expect(err).toMatch(/media: Nobody can be asked here: give --yes/);
  expect(stacks()).toEqual([`${NAME} CREATE_COMPLETE`]);
});

it('leaves ROS to finish after Ctrl-C, and says how to look again', async () => {
  await deployed();
  const pressing = new AbortController();
  here.ros.fate = (action) => {
    if (action !== 'GetStack' || !here.ros.calls.includes('DeleteStack')) return undefined;
    pressing.abort(130);
    return { status: 200, body: { StackName: NAME, Status: 'DELETE_IN_PROGRESS' } };
  };
  const { code, err } = await here.run(['destroy', '--yes'], { interrupted: pressing.signal });
  expect(code).toBe(130);
  expect(err).toMatch(
    /ROS goes on deleting stack media-metadata: 'media deploy --follow' shows how it ends\.\n$/,
  );
  expect(here.cloud.oss.hasBucket(codeBucket)).toBe(true);
  here.ros.fate = () => undefined;
  expect((await here.run(['destroy', '--yes'])).code).toBe(0);
  expect(here.cloud.oss.hasBucket(codeBucket)).toBe(false);
});

it('does not delete a stack in the middle of something else', async () => {
  here.ros.fate = (action) =>
    action === 'ListStacks'
      ? { status: 200, body: { Stacks: [{ StackId: 'x', StackName: NAME, Status: 'UPDATE_IN_PROGRESS' }] } }
      : undefined;
  const { code, err } = await here.run(['destroy', '--yes']);
  expect(code).toBe(1);
  expect(err).toContain('Stack media-metadata is UPDATE_IN_PROGRESS');
  expect(here.ros.calls).not.toContain('DeleteStack');
});
