import { randomUUID } from 'node:crypto';
import type OSS from 'ali-oss';
import type { Place } from '../cloud/place';
import { isAccountsBucket } from './asset-bucket';
import { deleteRecord, RECORDS, readRecord, stackOf } from './code-records';

/** Each sweep that is at work has an object here. */
export const SWEEPS = 'sweeps/';

/** A day: what is younger may have been uploaded by something that leaves no record, such as the official CLI. */
const SETTLED_MS = 24 * 60 * 60 * 1000;

/** How long a sweep deletes after it has said so. A bucket of code holds some dozens of objects: seconds are enough. */
const LEASE_MS = 60_000;

export interface SweepOptions {
  /** Zips that the caller knows not to be needed by its own stack any more; others must have lain there for a day. */
  own?: readonly string[];
  /** A stack that was deleted: its record goes, and its zips are `own` ones. */
  ended?: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** @default 60,000 */
  leaseMs?: number;
}

export interface SweepResult {
  /** Zips that were deleted. */
  deleted: number;
  /** Whether the bucket is gone too. */
  bucketDeleted: boolean;
}

/**
 * Deletes the code that no stack needs, and the bucket when nothing is left in it.
 *
 * A deployment may begin meanwhile, with code that lies there already. So a sweep first says that it is at work, and then
 * reads what the stacks need; a deployment first writes what it needs, and then looks for sweeps (`announceCode`). One
 * of the two sees the other, whatever the order.
 * @throws UserError, with nothing touched, for another account's bucket and for a record that cannot be read
 */
export async function sweepCode(
  place: Place,
  bucket: string,
  { own = [], ended, now, leaseMs = LEASE_MS }: SweepOptions,
): Promise<SweepResult> {
  const oss = await place.oss(bucket);
  if (!(await isAccountsBucket(oss, bucket, await place.account())))
    return { deleted: 0, bucketDeleted: false };
  const marker = `${SWEEPS}${randomUUID()}`;
  // By the wall clock, which goes on while the machine sleeps.
  const end = Date.now() + leaseMs;
  await oss.put(marker, Buffer.alloc(0));
  let plan: Plan;
  let done = 0;
  try {
    plan = await planOf(place, oss, marker, { own, ended, now });
    for (const name of plan.toDelete) {
      if (Date.now() >= end) break;
      await oss.delete(name);
      done += 1;
    }
  } finally {
    await oss.delete(marker);
  }
  const isEmpty = plan.isAll && done === plan.toDelete.length;
  const records = plan.toDelete.slice(0, done).filter((name) => !isZip(name)).length;
  return { deleted: done - records, bucketDeleted: isEmpty && (await deleteBucket(oss, bucket)) };
}

interface Plan {
  toDelete: string[];
  /** True when that is all there is, but for the marker of this sweep. */
  isAll: boolean;
}

async function planOf(
  place: Place,
  oss: OSS,
  marker: string,
  { own = [], ended, now }: Omit<SweepOptions, 'leaseMs'>,
): Promise<Plan> {
  const unneeded = new Set(own);
  if (ended !== undefined) {
    // A record that nobody can read says nothing, and its stack is gone.
    for (const key of await readRecord(oss, ended).catch(() => [])) unneeded.add(key);
    await deleteRecord(oss, ended);
  }
  const objects = (await contentsOf(oss)).filter(({ name }) => name !== marker);
  const isSettled = ({ lastModified }: Content): boolean => now - Date.parse(lastModified) > SETTLED_MS;
  const needed = new Set<string>();
  const gone = objects.filter((one) => one.name.startsWith(SWEEPS) && isSettled(one));
  for (const record of objects.filter(({ name }) => name.startsWith(RECORDS))) {
    const stackName = stackOf(record.name);
    const isThere = (await place.ros.findStack(stackName)) !== undefined;
    if (!isThere && isSettled(record)) gone.push(record);
    else for (const key of await readRecord(oss, stackName)) needed.add(key);
  }
  const zips = objects.filter(
    (one) => isZip(one.name) && !needed.has(one.name) && (unneeded.has(one.name) || isSettled(one)),
  );
  const toDelete = [...gone, ...zips].map(({ name }) => name);
  return { toDelete, isAll: toDelete.length === objects.length };
}

const isZip = (name: string): boolean => !name.startsWith(RECORDS) && !name.startsWith(SWEEPS);

interface Content {
  name: string;
  lastModified: string;
}

/** Everything in a bucket, or what begins so. */
export async function contentsOf(oss: OSS, prefix = ''): Promise<Content[]> {
  const found: Content[] = [];
  for (let marker: string | undefined; ; ) {
    const page = await oss.list({ prefix, 'max-keys': 1000, ...(marker ? { marker } : {}) }, {});
    found.push(...(page.objects ?? []));
    if (!page.isTruncated || !page.nextMarker) return found;
    marker = page.nextMarker;
  }
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
