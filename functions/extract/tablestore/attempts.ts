import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../errors';
import { errorOfFailure, otsFailureOf } from './ots-error';

/** A moved partition is back within 100 ms to some seconds; what lasts longer is left to Function Compute's retry. */
const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 1_600;

/** A row is written in 5 to 50 ms. */
export const ATTEMPT_TIMEOUT_MS = 5_000;

/**
 * Makes a request up to five times, with growing waits drawn at random, and rebuilds its error.
 * The SDK's own retries are off: it takes HTTP statuses for codes and so retries reads too often and writes never.
 *
 * A write whose answer was lost is made again as well: if the first one took effect, the condition of the second fails.
 *
 * @throws RowChangedError when the condition does not hold
 * @throws PlatformError for every other failure
 */
export async function withAttempts<T>(operation: string, request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withTimeout(operation, request());
    } catch (thrown) {
      const failure = otsFailureOf(thrown);
      if (!failure.transient || attempt === MAX_ATTEMPTS) throw errorOfFailure(operation, failure);
      await sleep(Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), MAX_DELAY_MS) * (0.5 + Math.random() / 2));
    }
  }
}

/** The SDK waits for ever when a connection breaks off in the middle of an answer. */
async function withTimeout<T>(operation: string, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const error = Object.assign(new PlatformError(`Tablestore ${operation}: no answer.`), {
      code: 'TimeoutError',
    });
    timer = setTimeout(() => reject(error), ATTEMPT_TIMEOUT_MS);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
