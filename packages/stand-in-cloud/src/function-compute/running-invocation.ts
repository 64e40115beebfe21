import type { ErrorType, Invocation, Outcome } from './invocation';

/** Length of the log's end that the API returns to a caller that asks for it. */
const LOG_TAIL_CHARS = 4096;

/** An invocation in an instance. It is complete when its answer and all output before that have come. */
export class RunningInvocation {
  readonly outcome: Promise<Outcome>;
  private readonly startedAt = performance.now();
  private settle!: (outcome: Outcome) => void;
  private answer?: { payload: string; errorType?: ErrorType };
  private readonly openStreams = new Set(['stdout', 'stderr']);
  private logTail = '';
  private maxMemoryMB = 0;
  private timer?: NodeJS.Timeout;

  /** @param instance where it runs */
  constructor(
    readonly invocation: Invocation,
    private readonly instance: Pick<Outcome, 'instanceId' | 'isColdStart'>,
  ) {
    this.outcome = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  startTimer(timeoutSeconds: number, onTimeout: () => void): void {
    this.timer = setTimeout(onTimeout, timeoutSeconds * 1000);
  }

  log(message: string): void {
    this.logTail = `${this.logTail}${message}\n`.slice(-LOG_TAIL_CHARS);
  }

  sampleMemory(megabytes: number): void {
    this.maxMemoryMB = Math.max(this.maxMemoryMB, megabytes);
  }

  /** @returns whether the invocation is complete: answered, and all its output read */
  answered(payload: string, errorType?: ErrorType): boolean {
    this.answer ??= { payload, errorType };
    return this.openStreams.size === 0;
  }

  /** All output on the stream up to the answer has been read. @returns whether the invocation is complete */
  drained(stream: 'stdout' | 'stderr'): boolean {
    this.openStreams.delete(stream);
    return this.answer !== undefined && this.openStreams.size === 0;
  }

  timedOut(timeoutSeconds: number): void {
    this.fail(
      `Function timed out after ${timeoutSeconds} seconds (maxMemoryUsage: ${this.maxMemoryMB.toFixed(2)}MB)`,
    );
  }

  processExited(): void {
    const duration = Math.round(performance.now() - this.startedAt);
    this.fail(
      `Process exited unexpectedly before completing request (duration: ${duration}ms, ` +
        `maxMemoryUsage: ${this.maxMemoryMB.toFixed(2)}MB)`,
    );
  }

  get durationMs(): number {
    return performance.now() - this.startedAt;
  }

  finish(): void {
    clearTimeout(this.timer);
    const { payload, errorType } = this.answer ?? { payload: '' };
    this.settle({
      requestId: this.invocation.requestId,
      payload,
      ...(errorType && { errorType }),
      ...this.instance,
      durationMs: this.durationMs,
      maxMemoryMB: this.maxMemoryMB,
      logTail: this.logTail,
    });
  }

  private fail(errorMessage: string): void {
    this.answer ??= { payload: JSON.stringify({ errorMessage }), errorType: 'UnhandledInvocationError' };
  }
}
