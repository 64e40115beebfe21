import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Duplex, Readable } from 'node:stream';
import { PlatformError, RecordedError } from '../errors';
import type { ObjectVersion } from '../object-version';
import type { ByteSource } from './byte-source';
import { type MediaInfoHome, mediaInfoCommand } from './home';
import type { ObjectFile } from './object-file';

/** What a run of mediainfo may use. */
export interface RunLimits {
  /** Epoch milliseconds. */
  deadline: number;
  maxReportBytes: number;
  maxMemoryMB: number;
  /** How far the reading came, for a person. */
  progress(): string;
}

/** Milliseconds between two looks at the child's memory. It grows by some 100 MB in that time at worst. */
const MEMORY_INTERVAL = 100;

const PAGE_BYTES = 4096;

async function residentMB(pid: number): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'latin1').catch(() => '');
  return (Number(statm.split(' ')[1] ?? 0) * PAGE_BYTES) / 1e6;
}

/** Kills the child's whole group: it leads one. */
function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** How a process ended, or that it never began. */
type End = { code: number | null; signal: NodeJS.Signals | null } | { error: Error };

/**
 * A mediainfo that is started before anything is known of its object, so that it is loaded by the time OSS answers.
 * It waits until `report` tells it to go.
 */
export class MediaInfoRun {
  private readonly child: ChildProcess;
  private readonly stdout: Readable;
  private readonly socket: Duplex;
  private readonly ended: Promise<End>;

  /** @param file becomes the run's own */
  constructor(
    home: MediaInfoHome,
    options: readonly string[],
    private readonly file: ObjectFile,
  ) {
    const command = mediaInfoCommand(home);
    this.child = spawn(command.file, [...command.args, ...options, file.path], {
      env: command.env,
      cwd: file.directory,
      stdio: ['ignore', 'pipe', 'ignore', 'pipe', file.mailbox.descriptor, file.descriptor],
      detached: true,
    });
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => resolve({ error }));
      this.child.once('close', (code, signal) => resolve({ code, signal }));
    });
    [, this.stdout, , this.socket] = this.child.stdio as unknown as [null, Readable, null, Duplex];
  }

  /**
   * Has the object described and returns what mediainfo printed. When this settles, the process has ended.
   *
   * @param signal ends the run, with its reason
   * @throws RecordedError TOO_SLOW, TOO_LARGE when a limit is reached, FAILED when mediainfo breaks down
   * @throws what `source` throws: a read that failed fails the run, whatever mediainfo made of it
   */
  async report(
    version: ObjectVersion,
    source: ByteSource,
    limits: RunLimits,
    signal: AbortSignal,
  ): Promise<string> {
    let failure: Error | undefined;
    const fail = (error: Error): void => {
      failure ??= error;
      kill(this.child);
    };
    const tooLarge = (what: string): RecordedError =>
      new RecordedError('TOO_LARGE', `MediaInfo ${what} (${limits.progress()}).`);
    const aborted = (): void => fail(signal.reason as Error);
    signal.addEventListener('abort', aborted, { once: true });
    const deadline = setTimeout(
      () =>
        fail(new RecordedError('TOO_SLOW', `MediaInfo was not done within the time (${limits.progress()}).`)),
      Math.max(0, limits.deadline - Date.now()),
    );
    const memory = setInterval(async () => {
      if (this.child.pid === undefined || (await residentMB(this.child.pid)) <= limits.maxMemoryMB) return;
      fail(tooLarge(`wanted more than ${limits.maxMemoryMB} MB of memory`));
    }, MEMORY_INTERVAL);

    const output: Buffer[] = [];
    let bytes = 0;
    this.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.maxReportBytes)
        fail(tooLarge(`wrote a report of more than ${limits.maxReportBytes} bytes`));
      else output.push(chunk);
    });
    try {
      this.file.resemble(version);
      this.file.serve(this.socket, source, fail);
      const end = await this.ended;
      if (failure) throw failure;
      if ('error' in end) throw new PlatformError(`mediainfo could not be started: ${end.error.message}`);
      if (end.code !== 0) {
        throw new RecordedError('FAILED', `MediaInfo broke down (${end.signal ?? `exit code ${end.code}`}).`);
      }
      return Buffer.concat(output).toString();
    } finally {
      clearTimeout(deadline);
      clearInterval(memory);
      signal.removeEventListener('abort', aborted);
    }
  }

  /** Ends the process, if it still runs, and removes the files. */
  async dispose(): Promise<void> {
    kill(this.child);
    this.stdout.resume();
    await this.ended;
    this.socket.destroy();
    await this.file.remove();
  }
}
