import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { RecordedError } from '../errors';
import type { ToolLimits } from '../tool';
import { BreakdownError } from './breakdown';
import type { ObjectRequests } from './object-requests';
import { PrintedOutput } from './printed-output';
import { usageOf } from './process-usage';

/**
 * The kernel grants mediainfo the memory that it may have for data. What is resident is its program and libraries besides, 24 MB
 * at most, and is looked at in case that a kernel grants more: what becomes of an object does not depend on the moment of a look.
 */
const PROGRAM_MB = 64;

/** Milliseconds between two looks at the child. */
const INTERVAL = 100;

/** Milliseconds by which a timer may be early. */
const TIMER_SLACK = 5;

/** Fails a run of mediainfo as soon as it exceeds a limit. */
export class RunWatch {
  /** Rejects with what the run fails with; never resolves. */
  readonly failed: Promise<never>;
  /** Seconds of CPU that the child had used when it was last looked at. */
  cpuSeconds = 0;
  /** To be called with what makes the run fail; only the first counts. */
  readonly fail: (error: Error) => void;
  private readonly timers: NodeJS.Timeout[];
  /** What of the object was there, and what the child had used, when more of it had last come. */
  private progressed: { received: number; cpuSeconds: number };

  /** @param signal fails the run, with its reason */
  constructor(
    private readonly child: ChildProcess,
    private readonly requests: ObjectRequests,
    private readonly limits: ToolLimits,
    private readonly signal: AbortSignal,
  ) {
    this.progressed = { received: limits.received(), cpuSeconds: 0 };
    let reject: (error: Error) => void = () => {};
    this.failed = new Promise<never>((_, no) => {
      reject = no;
    });
    this.failed.catch(() => {}); // Whoever waits for the run is told.
    this.fail = reject;
    this.timers = [
      setTimeout(() => this.fail(this.tooMuchTime()), Math.max(0, limits.deadline - Date.now())),
      setInterval(() => this.look(), INTERVAL),
    ];
    signal.addEventListener('abort', this.aborted, { once: true });
    if (signal.aborted) this.aborted();
  }

  /** What comes out of a stream, until it is more than a report may have. */
  collect(stdout: Readable): PrintedOutput {
    const { maxReportBytes } = this.limits;
    const output = new PrintedOutput();
    stdout.on('data', (chunk: Buffer) => {
      if (output.bytes + chunk.length <= maxReportBytes) output.push(chunk);
      else this.fail(this.exceeded('TOO_LARGE', `wrote a report of more than ${maxReportBytes} bytes`));
    });
    return output;
  }

  end(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.signal.removeEventListener('abort', this.aborted);
  }

  /** Whoever opened the object ends it at the same time, as one that could not be read; but is that what took so long? */
  private readonly aborted = (): void => {
    const late = this.limits.deadline - Date.now() < TIMER_SLACK;
    const computing = late && !this.requests.answering;
    this.fail(computing ? this.tooMuchTime() : (this.signal.reason as Error));
  };

  /** A breakdown, like what becomes of a mediainfo to which the kernel refuses memory. */
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
