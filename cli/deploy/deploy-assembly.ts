import type { Place } from '../cloud/place';
import type { Assembly, Asset } from './assembly';
import { readRecord, type SweepResult, sweepCode, writeRecord } from './code-records';
import { type DeployedStack, deployStack, type WantedStack } from './deploy-stack';
import type { StackWatcher } from './follow';
import { type PublishOptions, publishAssets } from './publish-assets';

export interface AssemblyDeployment extends Pick<WantedStack, 'parameters' | 'disableRollback'> {
  assembly: Assembly;
  /** Bucket whose old code is deleted once the stack no longer needs it. @default - all code stays */
  sweep?: { bucket: string; now: number };
}

/** The zips that lie in a bucket. */
const inBucket = (assets: readonly Asset[], bucket: string): Asset[] =>
  assets.filter((asset) => asset.bucket === bucket);

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
  await publishAssets(place, assets, options);
  if (!sweep) return deployStack(place.ros, { ...request, name: stackName, template }, options);
  const { bucket, now } = sweep;
  const code = inBucket(assets, bucket);
  const before = await readRecord(await place.oss(bucket), stackName);
  // A rollback needs the old code, so both are needed until the end.
  await writeRecord(await place.oss(bucket), stackName, code, before);
  const stack = await deployStack(place.ros, { ...request, name: stackName, template }, options);
  if (before.some((key) => !code.some((asset) => asset.key === key))) {
    await writeRecord(await place.oss(bucket), stackName, code);
    await sweepQuietly(place, bucket, { own: before, now }, options);
  }
  return stack;
}

/** Takes old code away. A stack is no worse for code that stays, so a failure of this is only told. */
export async function sweepQuietly(
  place: Place,
  bucket: string,
  options: { own: readonly string[]; now: number },
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
