import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cloud } from 'stand-in-cloud';
import type { Place } from '../../../cli/cloud/place';
import type { Ros } from '../../../cli/cloud/ros';
import { announceCode } from '../../../cli/deploy/announce-code';
import type { Assembly, Asset } from '../../../cli/deploy/assembly';
import { ensureAssetBucket } from '../../../cli/deploy/asset-bucket';
import { codeBucketName, readRecord } from '../../../cli/deploy/code-records';
import { SWEEPS, sweepCode } from '../../../cli/deploy/code-sweep';
import { deployAssembly } from '../../../cli/deploy/deploy-assembly';
import { deleteStack } from '../../../cli/deploy/deploy-stack';
import { missingAssets, publishAssets } from '../../../cli/deploy/publish-assets';
import { placeIn } from '../../../cli/local-cloud/cloud-place';
import { bucket as bucketOf, codeAsset, project, template } from './support/templates';

const DAY_MS = 24 * 60 * 60 * 1000;

let cloud: Cloud;
let place: Place;
let folder: string;
let bucket: string;

beforeEach(async () => {
  cloud = await Cloud.start();
  place = placeIn(cloud);
  folder = mkdtempSync(join(tmpdir(), 'code-bucket-'));
  bucket = codeBucketName(await place.account(), place.region);
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await cloud.close();
});

const asset = (name: string): Asset => codeAsset(folder, bucket, name);

/** The requests to OSS since then that changed something. */
const changes = () =>
  cloud.oss.requests.flatMap(({ method, operation }) => (['GET', 'HEAD'].includes(method) ? [] : operation));

async function keysIn(): Promise<string[]> {
  const { objects = [] } = await (await place.oss(bucket)).list({ 'max-keys': 1000 }, {});
  return objects.map(({ name }) => name).sort();
}

it('makes a bucket that is private, encrypted and closed to the public, and uploads what is missing', async () => {
  const assets = [asset('one'), asset('two')];
  expect(await missingAssets(place, assets)).toEqual(['one.zip', 'two.zip']);
  expect(changes()).toEqual([]);
  const uploaded: string[] = [];
  const onUpload = ({ key }: Asset, fraction: number) => fraction === 1 && uploaded.push(key);
  await publishAssets(place, assets, { onUpload });
  expect(uploaded).toEqual(['one.zip', 'two.zip']);
  expect(changes()).toEqual([
    'PutBucket',
    'PutBucketEncryption',
    'PutBucketPublicAccessBlock',
    'PutObject',
    'PutObject',
  ]);
  const { bucket: made } = await (await place.oss(bucket)).getBucketInfo(bucket);
  expect(made).toMatchObject({
    AccessControlList: { Grant: 'private' },
    BlockPublicAccess: 'true',
    ServerSideEncryptionRule: { SSEAlgorithm: 'AES256' },
  });
  cloud.oss.clearRequests();
  await publishAssets(place, [...assets, asset('three')], { onUpload });
  expect(changes()).toEqual(['PutObject']);
  expect(await missingAssets(place, assets)).toEqual([]);
});

it('finishes a bucket that an earlier deployment left half-made', async () => {
  await (await place.oss(bucket)).putBucket(bucket);
  cloud.oss.clearRequests();
  await publishAssets(place, [asset('one')]);
  expect(changes()).toEqual(['PutBucketEncryption', 'PutObject']);
});

it("writes nothing into somebody else's bucket", async () => {
  const oss = await place.oss(bucket);
  await oss.putBucket(bucket);
  cloud.oss.clearRequests();
  await expect(ensureAssetBucket(oss, bucket, '9999999999999999')).rejects.toThrow(
    /belongs to another account.*-c assetQualifier=NAME/s,
  );
  expect(changes()).toEqual([]);
});

it('tells what OSS refuses in a sentence, with its remedy', async () => {
  await publishAssets(place, [asset('one')]);
  cloud.oss.conditions = {
    fault: ({ operation }) =>
      operation === 'PutObject' ? { kind: 'refuse', status: 403, code: 'AccessDenied' } : undefined,
  };
  await expect(publishAssets(place, [asset('two')])).rejects.toThrow(
    /^OSS: AccessDenied: .*\nWhoever deploys lacks a right/s,
  );
});

describe('code that no stack needs', () => {
  const deploy = (stackName: string, assets: Asset[]) => deployWith(stackName, assets);
  const deployWith = (stackName: string, assets: Asset[], onNote?: (text: string) => void) => {
    const assembly: Assembly = {
      stackName,
      template: template({ Media: bucketOf(`${stackName}-media`, {}, { Tags: { code: assets[0]!.key } }) }),
      assets,
    };
    return deployAssembly(place, { assembly, sweep: { bucket, now: Date.now() } }, onNote ? { onNote } : {});
  };

  /** The same place, where something happens before each question for a stack is answered. */
  const whenAsked = (happens: () => Promise<void>): Place => {
    const ros: Ros = Object.create(place.ros);
    ros.findStack = async (name) => {
      await happens();
      return place.ros.findStack(name);
    };
    return Object.create(place, { ros: { value: ros } });
  };

  it('goes after an update, unless another stack needs it', async () => {
    await deploy('first', [asset('one')]);
    await deploy('second', [asset('one')]);
    await deploy('first', [asset('two')]);
    expect(await keysIn()).toEqual(['one.zip', 'stacks/first.json', 'stacks/second.json', 'two.zip']);
    await deploy('second', [asset('two')]);
    expect(await keysIn()).toEqual(['stacks/first.json', 'stacks/second.json', 'two.zip']);
  });

  it('stays while an update may still go back to it', async () => {
    await deploy('first', [asset('one')]);
    cloud.logs.createProject('taken');
    const assembly = {
      stackName: 'first',
      template: template({ Media: bucketOf('first-media'), Logs: project('taken') }),
      assets: [asset('two')],
    };
    await expect(deployAssembly(place, { assembly, sweep: { bucket, now: Date.now() } })).rejects.toThrow(
      'ROLLBACK_COMPLETE',
    );
    expect(await readRecord(await place.oss(bucket), 'first')).toEqual(['two.zip', 'one.zip']);
    expect(await keysIn()).toContain('one.zip');
  });

  it('goes with the bucket after the last stack', async () => {
    const { id } = await deploy('first', [asset('one')]);
    await deleteStack(place.ros, id);
    expect(await sweepCode(place, bucket, { ended: 'first', now: Date.now() })).toEqual({
      deleted: 1,
      bucketDeleted: true,
    });
    expect(cloud.oss.hasBucket(bucket)).toBe(false);
  });

  it('stays for a day when a deployment may just be under way, and goes then, also of stacks that others deleted', async () => {
    const { id } = await deploy('first', [asset('one')]);
    await publishAssets(place, [asset('two')]);
    await deleteStack(place.ros, id);
    expect(await sweepCode(place, bucket, { now: Date.now() })).toEqual({ deleted: 0, bucketDeleted: false });
    expect(await keysIn()).toHaveLength(3);
    expect(await sweepCode(place, bucket, { now: Date.now() + 2 * DAY_MS })).toEqual({
      deleted: 2,
      bucketDeleted: true,
    });
  });

  it('stays where a record cannot be read', async () => {
    await deploy('first', [asset('one')]);
    await (await place.oss(bucket)).put('stacks/first.json', Buffer.from('{'));
    await expect(
      sweepCode(place, bucket, { own: ['one.zip'], now: Date.now() + 2 * DAY_MS }),
    ).rejects.toThrow("The object 'stacks/first.json' in the bucket of the code does not say");
    expect(await keysIn()).toContain('one.zip');
    await expect(deploy('first', [asset('two')])).rejects.toThrow("The object 'stacks/first.json'");
  });

  it('stays for a deployment that has said so and not begun yet', async () => {
    await deploy('first', [asset('one')]);
    await announceCode(place, bucket, { stackName: 'second', keys: ['one.zip'] });
    await deploy('first', [asset('two')]);
    expect(await keysIn()).toContain('one.zip');
  });

  it('is there for a deployment that begins in the middle of a sweep', async () => {
    const { id } = await deploy('first', [asset('one')]);
    await deleteStack(place.ros, id);
    await deploy('third', [asset('three')]);
    let second: Promise<unknown> | undefined;
    // A sweep asks for the other stack after it has listed what is there.
    const sweeping = whenAsked(
      () =>
        new Promise<void>((resolve) => {
          second ??= deployWith('second', [asset('one')], (text) => {
            expect(text).toMatch(/^Another deployment is just deleting code/);
            resolve();
          });
        }),
    );
    expect(await sweepCode(sweeping, bucket, { ended: 'first', now: Date.now() })).toMatchObject({
      deleted: 1,
    });
    await second;
    expect(await keysIn()).toEqual(['one.zip', 'stacks/second.json', 'stacks/third.json', 'three.zip']);
  });

  it('is there, with its bucket, for a deployment that begins while the last stack goes', async () => {
    const { id } = await deploy('first', [asset('one')]);
    await deleteStack(place.ros, id);
    const swept: unknown[] = [];
    cloud.oss.conditions = {
      fault: ({ operation }) => {
        // The new deployment has looked at the bucket, and puts its record.
        if (operation !== 'PutObject' || swept.length > 0) return undefined;
        swept.push(undefined);
        cloud.oss.deleteBucket(bucket, true);
        return undefined;
      },
    };
    await deploy('second', [asset('one')]);
    expect(swept).toHaveLength(1);
    expect(await keysIn()).toEqual(['one.zip', 'stacks/second.json']);
  });

  it('does not wait longer for a sweep that was killed, and takes what is left of it away', async () => {
    await publishAssets(place, [asset('one')]);
    await (await place.oss(bucket)).put(`${SWEEPS}killed`, Buffer.alloc(0));
    await announceCode(place, bucket, { stackName: 'first', keys: ['one.zip'] }, { sweptMs: 0 });
    expect(await keysIn()).toEqual(['one.zip', 'stacks/first.json']);
  });

  it('is not deleted by a sweep that has been at it for too long', async () => {
    await publishAssets(place, [asset('one')]);
    const late = { own: ['one.zip'], now: Date.now(), leaseMs: 0 };
    expect(await sweepCode(place, bucket, late)).toEqual({ deleted: 0, bucketDeleted: false });
    expect(await keysIn()).toEqual(['one.zip']);
  });

  it('stays in a bucket of another account, where nothing is written either', async () => {
    await publishAssets(place, [asset('one')]);
    cloud.oss.clearRequests();
    const stranger: Place = Object.create(place, { account: { value: async () => '9999999999999999' } });
    await expect(sweepCode(stranger, bucket, { own: ['one.zip'], now: Date.now() })).rejects.toThrow(
      'belongs to another account',
    );
    expect(changes()).toEqual([]);
  });
});
