import type { ObjectVersion } from '../../../contract/object-version';
import type { ByteSource } from '../byte-source';
import { PlatformError, RecordedError } from '../errors';
import type { BlockFile } from '../object-reader/block-file';
import type { ToolLimits } from '../tool';
import { BreakdownError } from './breakdown';
import type { MediaInfoHome } from './home';
import type { End, MediaInfoProcess } from './mediainfo-process';
import type { ObjectFile } from './object-file';
import { ObjectRequests } from './object-requests';
import { RunWatch } from './run-watch';
import { startMediaInfo } from './start-mediainfo';

/**
 * Address space in MB on top of the memory for mediainfo's data. Programs, libraries, locale and stack take
 * 60.
 */
const SPARE_ADDRESSES_MB = 128;

/** Milliseconds within which a killed process ends. If it cannot be killed, nobody waits longer. */
const LONGEST_END = 2_000;

/**
 * Exit codes of `object-file.so`. 74: bytes could not be read. 75: the program got no more memory and could
 * not handle that.
 */
const EXIT_NOT_DELIVERED = 74;
const EXIT_NO_MEMORY = 75;

/**
 * Signals for a fault of the program itself. The kernel's other signals mean that the program exceeded a
 * limit or tried something forbidden.
 */
const FAULTS: ReadonlySet<NodeJS.Signals> = new Set<NodeJS.Signals>([
  'SIGSEGV',
  'SIGBUS',
  'SIGFPE',
  'SIGILL',
  'SIGABRT',
]);

/**
 * A mediainfo that is started before anything is known about its object. So it is loaded by the time OSS
 * answers. It waits until `report` is called.
 */
export class MediaInfoRun {
  private process: MediaInfoProcess;
  /** The requests of this run for bytes. */
  requests: ObjectRequests;
  private readonly startAnother: () => MediaInfoProcess;
  private readonly mailbox: BlockFile;
  private watch: RunWatch | undefined;

  /**
   * @param file the caller closes it
   * @throws PlatformError when no process can be started
   */
  constructor(
    home: MediaInfoHome,
    options: readonly string[],
    file: ObjectFile,
    private readonly limits: ToolLimits,
  ) {
    const memoryMB = limits.maxMemoryMB;
    this.mailbox = file.mailbox;
    const hard = {
      memoryMB,
      addressesMB: memoryMB + SPARE_ADDRESSES_MB,
      // The CPU seconds that one core has until the deadline.
      cpuSeconds: Math.max(1, (limits.deadline - Date.now()) / 1000),
    };
    const own = [...options, file.path];
    this.startAnother = () => startMediaInfo(home, own, hard, file.descriptors);
    this.process = file.slot?.fork(own, hard) ?? this.startAnother();
    this.requests = new ObjectRequests(this.process.questions);
  }

  /**
   * Runs the report and returns what mediainfo printed.
   *
   * @param signal ends the run; its reason is thrown
   * @throws RecordedError TOO_SLOW, TOO_LARGE when a limit is reached; BreakdownError when mediainfo breaks
   * down
   * @throws PlatformError when mediainfo ended before it started to read
   * @throws errors of `source`: if a read failed, the run fails, whatever mediainfo printed
   */
  async report(version: ObjectVersion, source: ByteSource, signal: AbortSignal): Promise<string> {
    try {
      return await this.reportOnce(version, source, signal);
    } catch (error) {
      // The template had ended, perhaps while the instance was frozen, or could not fork.
      if (!this.process.neverRan || signal.aborted) throw error;
      this.process = this.startAnother();
      this.requests = new ObjectRequests(this.process.questions);
      return await this.reportOnce(version, source, signal);
    }
  }

  private async reportOnce(version: ObjectVersion, source: ByteSource, signal: AbortSignal): Promise<string> {
    const watch = new RunWatch(this.process, this.requests, this.limits, signal);
    this.watch = watch;
    try {
      this.requests.serve(source, version, (error) => watch.fail(error));
      const output = watch.collect(this.process.printed);
      // A process that left the group can keep the output open. So we also stop waiting when a limit is
      // reached.
      const end = await Promise.race([watch.failed, this.process.ended]);
      if (!('error' in end)) await Promise.race([watch.failed, this.process.closed]);
      this.check(end, watch);
      return output.toString();
    } finally {
      watch.end();
      this.process.kill();
    }
  }

  private check(end: End, watch: RunWatch): void {
    if ('error' in end) {
      const { code } = end.error as NodeJS.ErrnoException;
      throw new PlatformError(`mediainfo could not be started (${code}).`);
    }
    const how = end.signal ?? `exit code ${end.code}`;
    if (!this.requests.refused) throw new PlatformError(`mediainfo ended before it was confined (${how}).`);
    if (end.code === EXIT_NOT_DELIVERED) this.checkMailbox();
    if (end.code === EXIT_NO_MEMORY) throw watch.tooMuchMemory();
    if (end.code === 0) return;
    if (end.signal === 'SIGKILL')
      throw new PlatformError('mediainfo was killed, perhaps because memory ran out.');
    if (end.signal === 'SIGXCPU') throw watch.tooMuchTime();
    const failure = new RecordedError('FAILED', `MediaInfo broke down (${how}).`);
    throw end.signal && !FAULTS.has(end.signal) ? failure : new BreakdownError(failure);
  }

  /**
   * A program that has been taken over may claim that it could not read bytes that are there. So check them.
   */
  private checkMailbox(): void {
    try {
      this.mailbox.read(this.requests.answered);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new PlatformError(`mediainfo could not read what was received (${code}).`);
    }
  }

  /** CPU seconds that the process had used at the last look. */
  get cpuSeconds(): number {
    return this.watch?.cpuSeconds ?? 0;
  }

  /** Ends the process if it still runs. */
  async dispose(): Promise<void> {
    this.process.kill();
    this.process.release();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, LONGEST_END);
    });
    await Promise.race([this.process.ended, late]);
    clearTimeout(timer);
  }
}
