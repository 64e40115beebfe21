import { sideBySide } from '../program/side-by-side';
import type { Candidate } from './candidate';
import type { Invoke } from './invoker';
import { type Batch, batchesOf, type Origin } from './payloads';
import type { RateLimit } from './rate-limit';

/** Invocations at the same time. Each takes some 50 ms, so this allows far more than any sensible rate. */
const AT_ONCE = 8;

export interface Submitter {
  invoke: Invoke;
  limit: RateLimit;
  interrupted: AbortSignal;
  onSent(objects: number): void;
}

/**
 * Sends candidates to the function. When interrupted, it sends no more and waits for the requests that are
 * running.
 *
 * @returns how many candidates were sent, counted from the first up to the first that was not sent
 * @throws ServiceError when the service refuses a batch for good
 */
export async function submit(candidates: Candidate[], origin: Origin, submitter: Submitter): Promise<number> {
  const batches = batchesOf(candidates, origin);
  const sent = new Set<Batch>();
  let isRefused = false;
  await sideBySide(batches, AT_ONCE, async (batch) => {
    // What has been refused for good once is not worth the others' turns.
    if (isRefused || !(await turnOf(batch, submitter)) || isRefused) return;
    try {
      await submitter.invoke(batch.payload);
    } catch (error) {
      if (submitter.interrupted.aborted) return;
      isRefused = true;
      throw error;
    }
    sent.add(batch);
    submitter.onSent(batch.candidates.length);
  });
  const gap = batches.findIndex((batch) => !sent.has(batch));
  return batches.slice(0, gap < 0 ? undefined : gap).reduce((sum, batch) => sum + batch.candidates.length, 0);
}

/** False when the batch may not be sent any more, because of an interruption. */
async function turnOf({ candidates }: Batch, { limit, interrupted }: Submitter): Promise<boolean> {
  if (interrupted.aborted) return false;
  try {
    await limit.take(candidates.length, interrupted);
  } catch (error) {
    if (!interrupted.aborted) throw error;
  }
  return !interrupted.aborted;
}
