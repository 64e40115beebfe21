import { setTimeout as sleep } from 'node:timers/promises';

/** Spreads objects evenly over time. */
export class RateLimit {
  private free = 0;

  constructor(
    /** Objects per second. */
    private readonly rate: number,
    private readonly clock: {
      now(): number;
      sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
    } = { now: Date.now, sleep: async (ms, signal) => sleep(ms, undefined, { signal }) },
  ) {}

  /** Waits until the next objects may be sent. @throws AbortError when interrupted meanwhile */
  async take(objects: number, signal: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const start = Math.max(now, this.free);
    this.free = start + (objects / this.rate) * 1000;
    if (start > now) await this.clock.sleep(start - now, signal);
  }
}
