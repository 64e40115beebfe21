import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex, Readable } from 'node:stream';
import type { ObjectVersion } from '../../../contract/object-version';
import type { ByteSource } from '../byte-source';
import { PlatformError, RecordedError } from '../errors';
import type { BlockFile } from '../object-reader/block-file';
import type { ToolLimits } from '../tool';
import { BreakdownError } from './breakdown';
import type { MediaInfoHome } from './home';
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
 * Kills the process group that a child leads. Call it before the child has ended: after that, another process
 * may get the same number.
 */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // No process of the group is left.
  }
}

/** How a process ended, or why it never started. */
type End = { code: number | null; signal: NodeJS.Signals | null } | { error: Error };

/**
 * A mediainfo that is started before anything is known about its object. So it is loaded by the time OSS
 * answers. It waits until `report` is called.
 */
export class MediaInfoRun {
  private readonly child: ChildProcess;
  private readonly stdout: Readable;
  private readonly socket: Duplex;
  /** The requests of this run for bytes. */
  readonly requests: ObjectRequests;
  private readonly exited: Promise<End>;
  private readonly closed: Promise<unknown>;
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
    this.child = startMediaInfo(home, [...options, file.path], hard, file.descriptors);
    [, this.stdout, , this.socket] = this.child.stdio as unknown as [null, Readable, null, Duplex];
    this.requests = new ObjectRequests(this.socket);
    this.stdout.on('error', () => {}); // How the child ended is checked elsewhere.
    this.closed = once(this.child, 'close').catch(() => {});
    this.exited = new Promise((resolve) => {
      this.child.once('error', (error) => resolve({ error }));
      this.child.once('exit', (code, signal) => {
        // The process is not allowed to start others. If the kernel could not forbid that, none of them
        // outlives it.
        killGroup(this.child.pid!);
        resolve({ code, signal });
      });
    });
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
    const watch = new RunWatch(this.child, this.requests, this.limits, signal);
    this.watch = watch;
    try {
      this.requests.serve(source, version, (error) => watch.fail(error));
      const output = watch.collect(this.stdout);
      // A process that left the group can keep the output open. So we also stop waiting when a limit is
      // reached.
      const end = await Promise.race([watch.failed, this.exited]);
      if (!('error' in end)) await Promise.race([watch.failed, this.closed]);
      this.check(end, watch);
      return output.toString();
    } finally {
      watch.end();
      this.kill();
    }
  }

  private kill(): void {
    const { pid, exitCode, signalCode } = this.child;
    if (pid !== undefined && exitCode === null && signalCode === null) killGroup(pid);
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
    this.kill();
    this.stdout.destroy();
    this.socket.destroy();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, LONGEST_END);
    });
    await Promise.race([this.exited, late]);
    clearTimeout(timer);
  }
}
