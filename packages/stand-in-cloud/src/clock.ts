/** Where the services read the time. A test can give one that it sets itself. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A clock that can be moved forward: what takes minutes in the cloud takes none here, and in the same order. */
export class VirtualClock implements Clock {
  private skipped = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly base: Clock) {}

  now(): number {
    return this.base.now() + this.skipped;
  }

  /** Lets time pass. */
  skip(milliseconds: number): void {
    this.skipped += milliseconds;
    for (const listener of [...this.listeners]) listener();
  }

  /** Has a listener called whenever time was skipped. @returns ends that */
  onSkip(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export const systemClock: Clock = { now: () => Date.now() };
