import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Milliseconds between two checks whether the parent process still runs. */
const PARENT_CHECK_MS = 500;

/** The first Ctrl-C or SIGTERM asks for an orderly end. The second one ends the process at once. */
export class Interruption {
  private readonly controller = new AbortController();
  /** Aborted by the first signal. Its reason is the exit code that shells expect for that signal. */
  readonly signal: AbortSignal = this.controller.signal;
  /** Resolves at the first signal with the exit code. */
  readonly code: Promise<number> = interruptionOf(this.signal);
  private readonly parentCheck?: NodeJS.Timeout;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.take);
    // npm passes SIGTERM to its shell, which ends without passing it on. So only the end of the shell can be
    // noticed.
    if (process.env['npm_lifecycle_event'] !== undefined) {
      const parent = process.ppid;
      this.parentCheck = setInterval(() => {
        if (process.ppid !== parent && !this.signal.aborted) this.take('SIGTERM');
      }, PARENT_CHECK_MS).unref();
    }
  }

  /** Stops handling signals. */
  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.take);
    clearInterval(this.parentCheck);
  }

  private readonly take = (signal: NodeJS.Signals): void => {
    const code = 128 + constants.signals[signal];
    // The process's exit kills the instances of functions.
    if (this.signal.aborted) process.exit(code);
    this.controller.abort(code);
  };
}

/**
 * The exit code of a process that was interrupted. @param interrupted aborted by an `Interruption`, or by a
 * test
 */
export function exitCodeOfInterruption({ reason }: AbortSignal): number {
  return typeof reason === 'number' ? reason : 128 + constants.signals.SIGINT;
}

/** Resolves with the exit code as soon as the command is interrupted. */
export function interruptionOf(interrupted: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const told = (): void => resolve(exitCodeOfInterruption(interrupted));
    if (interrupted.aborted) told();
    else interrupted.addEventListener('abort', told, { once: true });
  });
}
