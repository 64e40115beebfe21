import { RecordedError } from '../errors';
import type { ToolLimits } from '../tool';
import { BreakdownError } from './breakdown';
import type { MediaInfoProcess, Written } from './mediainfo-process';
import type { ObjectRequests } from './object-requests';
import { PrintedOutput } from './printed-output';
import { usageOf } from './process-usage';

/**
 * The kernel limits the memory for mediainfo's data. Resident memory contains the program and its libraries
 * as well, 24 MB at most. It is checked here only for kernels that allow more. With this margin the result
 * for an object does not depend on the moment of the check.
 */
const PROGRAM_MB = 64;

/** Milliseconds between two checks of the child. */
const INTERVAL = 100;

/** A timer may fire so many milliseconds early. */
const TIMER_SLACK = 5;

/** Fails a run of mediainfo as soon as it exceeds a limit. */
export class RunWatch {
  /** Rejects with the error that makes the run fail; never resolves. */
  readonly failed: Promise<never>;
  /** CPU seconds that the child had used at the last check. */
  cpuSeconds = 0;
  /** Makes the run fail with an error. Only the first call counts. */
  readonly fail: (error: Error) => void;
  private readonly timers: NodeJS.Timeout[];
  /** The bytes received and the CPU used when bytes last arrived. */
  private progressed: { received: number; cpuSeconds: number };

  /** @param signal makes the run fail with the signal's reason */
  constructor(
    private readonly child: Pick<MediaInfoProcess, 'pid'>,
    private readonly requests: ObjectRequests,
    private readonly limits: ToolLimits,
    private readonly signal: AbortSignal,
  ) {
    this.progressed = { received: limits.received(), cpuSeconds: 0 };
    let reject: (error: Error) => void = () => {};
    this.failed = new Promise<never>((_, no) => {
      reject = no;
    });
    // Prevents an "unhandled rejection". Whoever waits for `failed` still gets the error.
    this.failed.catch(() => {});
    this.fail = reject;
    this.timers = [
      setTimeout(() => this.fail(this.tooMuchTime()), Math.max(0, limits.deadline - Date.now())),
      setInterval(() => this.look(), INTERVAL),
    ];
    signal.addEventListener('abort', this.aborted, { once: true });
    if (signal.aborted) this.aborted();
  }

  /** Collects what is printed, and fails the run when it is larger than a report may be. */
  collect(printed: Written): PrintedOutput {
    const { maxReportBytes } = this.limits;
    const output = new PrintedOutput();
    printed.on('data', (chunk) => {
      if (output.bytes + chunk.length <= maxReportBytes) output.push(chunk);
      else this.fail(this.exceeded('TOO_LARGE', `wrote a report of more than ${maxReportBytes} bytes`));
    });
    return output;
  }

  end(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.signal.removeEventListener('abort', this.aborted);
  }

  /**
   * At the deadline the reader of the object gives up too, and says that the object could not be read in
   * time. But when mediainfo was not waiting for bytes, its own computing took the time, and the row should
   * say so.
   */
  private readonly aborted = (): void => {
    const late = this.limits.deadline - Date.now() < TIMER_SLACK;
    const computing = late && !this.requests.answering;
    this.fail(computing ? this.tooMuchTime() : (this.signal.reason as Error));
  };

  /** Counts as a breakdown, as when the kernel refuses memory to mediainfo. */
  tooMuchMemory(): BreakdownError {
    const { maxMemoryMB } = this.limits;
    const failure = this.exceeded('TOO_LARGE', `wanted more than ${maxMemoryMB} MB of memory`);
    return new BreakdownError(failure, `needs more than ${maxMemoryMB} MB of memory for`);
  }

  tooMuchTime(): RecordedError {
    return this.exceeded('TOO_SLOW', 'was not done within the time');
  }

  private exceeded(status: 'TOO_SLOW' | 'TOO_LARGE', what: string): RecordedError {
    return new RecordedError(status, `MediaInfo ${what} (${this.limits.progress()}).`);
  }

  private async look(): Promise<void> {
    const { maxMemoryMB, maxStalledCpuSeconds } = this.limits;
    const received = this.limits.received();
    const usage = this.child.pid === undefined ? undefined : await usageOf(this.child.pid);
    if (!usage) return;
    const { residentMB, cpuSeconds } = usage;
    this.cpuSeconds = cpuSeconds;
    if (residentMB > maxMemoryMB + PROGRAM_MB) this.fail(this.tooMuchMemory());
    if (received !== this.progressed.received) this.progressed = { received, cpuSeconds };
    if (cpuSeconds - this.progressed.cpuSeconds > maxStalledCpuSeconds) {
      const what = `computed for ${maxStalledCpuSeconds} s without reading on`;
      this.fail(this.exceeded('TOO_SLOW', what));
    }
  }
}
