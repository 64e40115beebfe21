import { setTimeout as sleep } from 'node:timers/promises';
import { errorOfFailure, OtsFailure } from './ots-error';

/**
 * When Tablestore moves a partition, it is back after 100 ms to some seconds. Function Compute's retry covers
 * longer faults.
 */
const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 1_600;

/**
 * Makes a request up to five times, with growing random waits.
 *
 * A write whose answer was lost is repeated too, here or in `exchange`. If the first write took effect, the
 * condition of the second fails. `reconcile` then reads the row and finds its own write.
 *
 * @param deadline epoch milliseconds; no attempt starts after it
 * @throws RowChangedError when the condition does not hold
 * @throws PlatformError for every other failure
 */
export async function withAttempts<T>(
  operation: string,
  deadline: number,
  request: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (failure) {
      if (!(failure instanceof OtsFailure)) throw failure;
      const wait = waitAfter(attempt);
      const isLast = attempt === MAX_ATTEMPTS || Date.now() + wait >= deadline;
      if (!failure.transient || isLast) throw errorOfFailure(operation, failure);
      await sleep(wait);
    }
  }
}

const waitAfter = (attempt: number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), MAX_DELAY_MS) * (0.5 + Math.random() / 2);
