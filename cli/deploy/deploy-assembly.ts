import type { Place } from '../cloud/place';
import { announceCode } from './announce-code';
import type { Assembly } from './assembly';
import { readRecord, writeRecord } from './code-records';
import { type SweepOptions, type SweepResult, sweepCode } from './code-sweep';
import { type DeployedStack, deployStack, type WantedStack } from './deploy-stack';
import type { StackWatcher } from './follow';
import { explained, type PublishOptions, publishAssets } from './publish-assets';

export interface AssemblyDeployment extends Pick<WantedStack, 'parameters' | 'disableRollback'> {
  assembly: Assembly;
  /** Bucket whose old code is deleted once the stack no longer needs it. @default - all code stays */
  sweep?: { bucket: string; now: number };
}

/**
 * Deploys what a synthesis wrote: uploads what is missing, then creates or updates the stack, and follows that. This is
 * how a stack comes into the cloud and into the stand-in alike.
 * @throws see `publishAssets` and `deployStack`
 */
export async function deployAssembly(
  place: Place,
  { assembly: { stackName, template, assets }, sweep, ...request }: AssemblyDeployment,
  options: PublishOptions & StackWatcher = {},
): Promise<DeployedStack> {
  if (!sweep) {
    await publishAssets(place, assets, options);
    return deployStack(place.ros, { ...request, name: stackName, template }, options);
  }
  const { bucket } = sweep;
  const keys = assets.filter((asset) => asset.bucket === bucket).map(({ key }) => key);
  // A rollback needs the old code, so both are needed until the end.
  const before = await explained(place, () => announceCode(place, bucket, { stackName, keys }, options));
  await publishAssets(place, assets, options);
  const stack = await deployStack(place.ros, { ...request, name: stackName, template }, options);
  const own = before.filter((key) => !keys.includes(key));
  if (own.length > 0) {
    const oss = await place.oss(bucket);
    // What another deployment of this stack has written meanwhile stays.
    const recorded = await readRecord(oss, stackName);
    await writeRecord(oss, stackName, [...keys, ...recorded.filter((key) => !own.includes(key))]);
    await sweepQuietly(place, bucket, { own, now: sweep.now }, options);
  }
  return stack;
}

/** Takes old code away. A stack is no worse for code that stays, so a failure of this is only told. */
export async function sweepQuietly(
  place: Place,
  bucket: string,
  options: SweepOptions,
  { onNote }: Pick<StackWatcher, 'onNote'>,
): Promise<SweepResult | undefined> {
  try {
    return await sweepCode(place, bucket, options);
  } catch (error) {
    const { code, message } = Object(error) as { code?: string; message?: string };
    if (code !== 'NoSuchBucket') {
      onNote?.(`Old code stays in the bucket '${bucket}' (${code ?? message ?? 'an error without a name'}).`);
    }
    return undefined;
  }
}
