import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../errors';
import { TransientError } from './origin-errors';
import type { ReaderSettings } from './reader-settings';

/** Decides whether and when a failed attempt is followed by another. */
export class Retry {
  private failures = 0;

  constructor(
    private readonly settings: Pick<ReaderSettings, 'attempts' | 'retryDelay' | 'maxRetryDelay'>,
    private readonly signal: AbortSignal,
  ) {}

  /** New bytes came: failures are counted from 0 again. */
  progress(): void {
    this.failures = 0;
  }

  /**
   * Returns when it is time for the next attempt.
   *
   * @throws the error itself if it is not transient; PlatformError after too many failures in a row; the reason of the
   * signal when that is aborted
   */
  async after(error: unknown): Promise<void> {
    if (this.signal.aborted) throw this.signal.reason;
    if (!(error instanceof TransientError)) throw error;
    this.failures += 1;
    if (this.failures >= this.settings.attempts) {
      throw new PlatformError(`${error.message}, ${this.failures} times in a row.`);
    }
    const longest = Math.min(this.settings.retryDelay * 2 ** this.failures, this.settings.maxRetryDelay);
    await sleep(longest * Math.random(), undefined, { signal: this.signal }).catch(() => {
      throw this.signal.reason;
    });
  }
}
