import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** How often the parent process is looked for. */
const PARENT_CHECK_MS = 500;

/** The first Ctrl-C or SIGTERM asks for an orderly end; a second one ends the process at once. */
export class Interruption {
  /** Resolves at the first signal with the exit code that shells expect of it. */
  readonly code: Promise<number>;
  private resolve!: (code: number) => void;
  private interrupted = false;
  private readonly parentCheck?: NodeJS.Timeout;

  constructor() {
    this.code = new Promise((resolve) => {
      this.resolve = resolve;
    });
    for (const signal of SIGNALS) process.on(signal, this.take);
    // npm passes SIGTERM to its shell, which ends without passing it on: only its end can be noticed.
    if (process.env['npm_lifecycle_event'] !== undefined) {
      const parent = process.ppid;
      this.parentCheck = setInterval(() => {
        if (process.ppid !== parent && !this.interrupted) this.take('SIGTERM');
      }, PARENT_CHECK_MS).unref();
    }
  }

  /** Leaves signals to Node again. */
  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.take);
    clearInterval(this.parentCheck);
  }

  private readonly take = (signal: NodeJS.Signals): void => {
    const code = 128 + constants.signals[signal];
    // Instances of functions are killed as the process exits.
    if (this.interrupted) process.exit(code);
    this.interrupted = true;
    this.resolve(code);
  };
}
