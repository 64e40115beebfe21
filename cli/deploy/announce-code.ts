import { setTimeout as sleep } from 'node:timers/promises';
import type OSS from 'ali-oss';
import type { Place } from '../cloud/place';
import { UploadInterruptedError } from '../upload/upload';
import { ensureAssetBucket } from './asset-bucket';
import { readRecord, writeRecord } from './code-records';
import { contentsOf, SWEEPS } from './code-sweep';
import type { StackWatcher } from './follow';

/**
 * Milliseconds after which a sweep that was seen deletes nothing more, whether it still says so or was killed: it ends
 * after 60 s, and its last request may take three attempts of 40 s.
 */
const SWEPT_MS = 180_000;

const LOOK_EVERY_MS = 500;

export interface AnnounceOptions extends Pick<StackWatcher, 'onNote'> {
  signal?: AbortSignal | undefined;
  /** @default 180,000 */
  sweptMs?: number;
}

/**
 * Writes that a stack needs these zips, beside those that it needed, and returns when no sweep is at work that began
 * before: only then is what lies in the bucket certain to stay there. See `sweepCode`.
 * @returns the keys that the stack needed before
 * @throws UserError for another account's bucket; UploadInterruptedError
 */
export async function announceCode(
  place: Place,
  bucket: string,
  { stackName, keys }: { stackName: string; keys: readonly string[] },
  options: AnnounceOptions = {},
): Promise<string[]> {
  const before = await readRecord(await place.oss(bucket), stackName);
  // A stack without functions has no code, and needs no bucket for it.
  if (keys.length === 0) return before;
  for (;;) {
    await announce(place, bucket, stackName, [...keys, ...before]);
    const sweeps = await contentsOf(await place.oss(bucket), SWEEPS);
    if (sweeps.length === 0) return before;
    options.onNote?.(
      'Another deployment is just deleting code that no stack needs: waiting until it has ended.',
    );
    await untilGone(
      place,
      bucket,
      sweeps.map(({ name }) => name),
      options,
    );
    // The sweep may have taken the record for one of a stack that is gone.
  }
}

/** A sweep that finds nothing in a bucket deletes it, maybe before the first object is in it. */
const MOST_BUCKETS = 3;

async function announce(place: Place, bucket: string, stackName: string, keys: string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const oss = await place.oss(bucket);
    await ensureAssetBucket(oss, bucket, await place.account());
    try {
      return await writeRecord(oss, stackName, keys);
    } catch (error) {
      if ((Object(error) as { code?: unknown }).code !== 'NoSuchBucket' || attempt === MOST_BUCKETS)
        throw error;
    }
  }
}

async function untilGone(
  place: Place,
  bucket: string,
  sweeps: readonly string[],
  { signal, sweptMs = SWEPT_MS }: AnnounceOptions,
): Promise<void> {
  const end = Date.now() + sweptMs;
  let left = sweeps;
  let oss: OSS;
  do {
    await sleep(LOOK_EVERY_MS, undefined, signal ? { signal } : {}).catch(() => undefined);
    if (signal?.aborted) throw new UploadInterruptedError();
    oss = await place.oss(bucket);
    const there = new Set((await contentsOf(oss, SWEEPS)).map(({ name }) => name));
    left = left.filter((name) => there.has(name));
  } while (left.length > 0 && Date.now() < end);
  // Of a sweep that was killed.
  for (const name of left) await oss.delete(name);
}
