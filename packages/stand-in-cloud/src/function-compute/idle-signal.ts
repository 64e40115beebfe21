/** Lets callers wait until nothing is left to do. */
export class IdleSignal {
  private readonly waiters: (() => void)[] = [];

  constructor(private readonly isIdle: () => boolean) {}

  /** Resolves when nothing is left to do; at once if nothing is. */
  async wait(): Promise<void> {
    if (!this.isIdle()) await new Promise<void>((resolve) => this.waiters.push(resolve));
  }

  /** To be called when something has ended. */
  tell(): void {
    if (!this.isIdle()) return;
    for (const resolve of this.waiters.splice(0)) resolve();
  }
}
