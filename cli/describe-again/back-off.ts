import { setTimeout as sleep } from 'node:timers/promises';

/** Waits between rounds in milliseconds: half a minute in all, for a queue that is full or a network that is down. */
const WAITS = [500, 1_000, 2_000, 4_000, 8_000, 16_000];

/**
 * What is tried by several at once and refused for a while is tried by all of them in rounds: all wait together, and the
 * rounds are counted together. So a service that throttles gets a few requests a round, however many there are to send.
 */
export class BackOff {
  /** Rounds that failed since anything went well. */
  private failures = 0;
  private pause: Promise<void> | undefined;

  constructor(
    private readonly interrupted: AbortSignal,
    private readonly waits: readonly number[] = WAITS,
  ) {}

  /**
   * Runs a task, again after a failure that passes.
   * @throws what the task threw last, when it does not pass, when the rounds are used up, and when interrupted
   */
  async run(task: () => Promise<void>, passes: (error: unknown) => boolean): Promise<void> {
    for (;;) {
      await this.pause;
      this.interrupted.throwIfAborted();
      const round = this.failures;
      try {
        await task();
        this.failures = 0;
        return;
      } catch (error) {
        if (!passes(error) || this.interrupted.aborted || !this.failed(round)) throw error;
      }
    }
  }

  /** Counts a round once, for all that took part in it. False when there is no further one. */
  private failed(round: number): boolean {
    if (round === this.failures) {
      const wait = this.waits[round];
      if (wait === undefined) return false;
      this.failures += 1;
      // Interrupted, the wait is over: whoever waits looks whether it is to go on.
      this.pause = sleep(wait, undefined, { signal: this.interrupted }).catch(() => {});
    }
    return true;
  }
}
