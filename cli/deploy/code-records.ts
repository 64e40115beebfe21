import type OSS from 'ali-oss';
import * as z from 'zod/mini';
import type { Place } from '../cloud/place';
import type { Asset } from './assembly';

/**
 * The bucket of the code holds, beside the zips, an object for each stack that says which zips it needs: so whoever takes
 * old code away need not read the templates of all stacks in the region.
 */
const FOLDER = 'stacks/';

const RECORD = z.object({ stackName: z.string(), keys: z.array(z.string()) });

const keyOf = (stackName: string): string => `${FOLDER}${stackName}.json`;

/** Part of the name of an account's bucket for code, `cdk-QUALIFIER-assets-REGION`. */
export const codeQualifier = (accountId: string): string => `code-${accountId}`;

/** That name. */
export const codeBucketName = (accountId: string, region: string): string =>
  `cdk-${codeQualifier(accountId)}-assets-${region}`;

/** Writes which of the assets in a bucket a stack needs. @param also keys that it needs until its update has ended */
export async function writeRecord(
  oss: OSS,
  stackName: string,
  assets: readonly Asset[],
  also: readonly string[] = [],
): Promise<void> {
  const keys = [...new Set([...assets.map(({ key }) => key), ...also])];
  await oss.put(keyOf(stackName), Buffer.from(JSON.stringify({ stackName, keys })));
}

/**
 * What a stack is written to need: nothing where there is no record.
 * @throws Error for a record that cannot be read; nothing may be deleted then
 */
export async function readRecord(oss: OSS, stackName: string): Promise<string[]> {
  let content: unknown;
  try {
    ({ content } = await oss.get(keyOf(stackName)));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  return RECORD.parse(JSON.parse(String(content))).keys;
}

const isMissing = (error: unknown): boolean =>
  ['NoSuchKey', 'NoSuchBucket'].includes((Object(error) as { code?: string }).code ?? '');

/** Everything in a bucket. */
async function contentsOf(oss: OSS): Promise<{ name: string; lastModified: string }[]> {
  const found: { name: string; lastModified: string }[] = [];
  for (let marker: string | undefined; ; ) {
    const page = await oss.list({ 'max-keys': 1000, ...(marker ? { marker } : {}) }, {});
    found.push(...(page.objects ?? []));
    if (!page.isTruncated || !page.nextMarker) return found;
    marker = page.nextMarker;
  }
}

/** A day: what is younger may belong to a deployment that has uploaded and not begun yet. */
const SETTLED_MS = 24 * 60 * 60 * 1000;

export interface SweepResult {
  /** Zips that were deleted. */
  deleted: number;
  /** Whether the bucket is gone too. */
  bucketDeleted: boolean;
}

/**
 * Deletes the code that no stack needs, and the bucket when nothing is left in it.
 * @param own zips that the caller knows not to be needed by its own stack any more; others must have lain there for a day
 * @param now milliseconds since the epoch
 */
export async function sweepCode(
  place: Place,
  bucket: string,
  { own = [], now }: { own?: readonly string[]; now: number },
): Promise<SweepResult> {
  const oss = await place.oss(bucket);
  const objects = await contentsOf(oss);
  const isSettled = (lastModified: string): boolean => now - Date.parse(lastModified) > SETTLED_MS;
  const needed = new Set<string>();
  const gone: string[] = [];
  for (const { name, lastModified } of objects.filter((one) => one.name.startsWith(FOLDER))) {
    const stackName = name.slice(FOLDER.length).replace(/\.json$/, '');
    const isThere = (await place.ros.findStack(stackName)) !== undefined;
    if (!isThere && isSettled(lastModified)) gone.push(name);
    else for (const key of await readRecord(oss, stackName)) needed.add(key);
  }
  const unneeded = objects
    .filter(({ name }) => !name.startsWith(FOLDER) && !needed.has(name))
    .filter(({ name, lastModified }) => own.includes(name) || isSettled(lastModified))
    .map(({ name }) => name);
  for (const name of [...gone, ...unneeded]) await oss.delete(name);
  const isEmpty = gone.length + unneeded.length === objects.length;
  return { deleted: unneeded.length, bucketDeleted: isEmpty && (await deleteBucket(oss, bucket)) };
}

/** A bucket into which somebody has just put something stays. */
async function deleteBucket(oss: OSS, bucket: string): Promise<boolean> {
  try {
    await oss.deleteBucket(bucket);
    return true;
  } catch (error) {
    if ((Object(error) as { code?: unknown }).code === 'BucketNotEmpty') return false;
    throw error;
  }
}

/** Forgets what a stack needs, once it is deleted. */
export async function deleteRecord(oss: OSS, stackName: string): Promise<void> {
  await oss.delete(keyOf(stackName));
}
