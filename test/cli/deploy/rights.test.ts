import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cloud } from 'stand-in-cloud';
import { fixedKeys } from '../../../cli/cloud/keys';
import { Place } from '../../../cli/cloud/place';
import { codeBucketName } from '../../../cli/deploy/code-records';
import { sweepCode } from '../../../cli/deploy/code-sweep';
import { deployAssembly } from '../../../cli/deploy/deploy-assembly';
import { deleteStack } from '../../../cli/deploy/deploy-stack';
import { emptyBucket } from '../../../cli/destroy/empty-bucket';
import { countObjects, lossesOf } from '../../../cli/destroy/losses';
import { placeIn } from '../../../cli/local-cloud/cloud-place';
import { PROJECT_ROOT } from '../../../lib/project-root';
import { bucket, template } from './support/templates';

const PAGE = readFileSync(join(PROJECT_ROOT, 'docs', 'permissions.md'), 'utf8');

/** The actions in the rows of docs/permissions.md whose second column has this text. */
function actionsOn(what: string): string[] {
  const line = PAGE.split('\n').find((one) => one.startsWith('| ') && one.includes(`| ${what}`)) ?? '';
  return [...line.matchAll(/`((?:ros|oss):\w+)`/g)].map(([, action]) => action!);
}

const RIGHTS = {
  stack: actionsOn('the stack;'),
  code: actionsOn('the bucket of the code'),
  media: actionsOn('the bucket of the media'),
};
type Thing = keyof typeof RIGHTS;

/** Actions for buckets with versions only. The stand-in has no versions. */
const OF_VERSIONS = ['oss:ListObjectVersions', 'oss:DeleteObjectVersion'];

const EACH = (Object.keys(RIGHTS) as Thing[]).flatMap((thing) =>
  RIGHTS[thing].filter((action) => !OF_VERSIONS.includes(action)).map((action) => [action, thing] as const),
);

let cloud: Cloud;
let folder: string;
beforeEach(async () => {
  cloud = await Cloud.start();
  folder = mkdtempSync(join(tmpdir(), 'rights-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await cloud.close();
});

/** A cloud in which a user with the rights of the page deploys. @param missing one right that the user does not have */
function placeOf(missing?: { action: string; on: Thing }): Place {
  const { accountId } = cloud.ram;
  const allow = (thing: Thing, ...names: string[]) => ({
    Effect: 'Allow',
    Action: RIGHTS[thing].filter((action) => !(missing?.on === thing && missing.action === action)),
    Resource: thing === 'stack' ? ['*'] : names.map((name) => `acs:oss:*:${accountId}:${name}`),
  });
  const code = codeBucketName(accountId, cloud.region);
  const Statement = [
    allow('stack'),
    allow('code', code, `${code}/*`),
    allow('media', 'my-media', 'my-media/*'),
  ];
  const policies = [{ name: 'deploys', document: { Version: '1', Statement } }];
  const { accessKeyId, accessKeySecret } = cloud.ram.createUserKey({ userName: 'ann', policies });
  return new Place({
    region: cloud.region,
    rosEndpoint: cloud.rosEndpoint,
    stsEndpoint: cloud.stsEndpoint,
    ossEndpoint: cloud.oss.endpoint,
    keys: fixedKeys({ accessKeyId, accessKeySecret }),
  });
}

/** Makes every request that deploy and destroy can make. */
async function story(place: Place): Promise<void> {
  const codeBucket = codeBucketName(await place.account(), place.region);
  writeFileSync(join(folder, 'code.zip'), 'the code');
  const deploy = (version: string) => {
    const body = template({ Media: bucket('my-media', {}, { Tags: { version } }) });
    const assets = [{ path: join(folder, 'code.zip'), bucket: codeBucket, key: 'code.zip' }];
    const sweep = { bucket: codeBucket, now: Date.now() };
    return deployAssembly(place, { assembly: { stackName: 'shop', template: body, assets }, sweep });
  };
  const text = JSON.stringify(template({ Media: bucket('my-media') }));
  await place.ros.validate(text);
  await place.ros.preview({ stackName: 'shop' }, { template: text });
  const stack = await deploy('1');
  await deploy('2');
  await lossesOf(place, stack);
  await putSomething();
  const media = await place.oss('my-media');
  expect(await countObjects(media)).toEqual({ objects: 1, more: false });
  await emptyBucket(media, 'my-media');
  await deleteStack(place.ros, stack.id);
  const swept = await sweepCode(place, codeBucket, { ended: 'shop', now: Date.now() });
  expect(swept).toEqual({ deleted: 1, bucketDeleted: true });
}

/** Puts an object and an unfinished upload, with the key of the account. */
async function putSomething(): Promise<void> {
  const oss = await placeIn(cloud).oss('my-media');
  await oss.put('a', Buffer.from('x'));
  await (oss as unknown as { initMultipartUpload(key: string): Promise<unknown> }).initMultipartUpload(
    'half',
  );
}

it('needs nothing but what docs/permissions.md lists', async () => {
  expect(EACH).toHaveLength(24);
  await story(placeOf());
});

it.each(EACH)('needs %s on what belongs to the %s', async (action, on) => {
  await expect(story(placeOf({ action, on }))).rejects.toThrow();
});
