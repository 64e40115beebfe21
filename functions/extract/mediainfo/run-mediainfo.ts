import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Duplex, Readable } from 'node:stream';
import { PlatformError, RecordedError } from '../errors';
import { type MediaInfoHome, mediaInfoCommand } from './home';
import type { ByteSource, ObjectFile } from './object-file';

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

/**
 * Runs mediainfo on an object and returns what it printed. When this settles, the process has ended.
 *
 * @param signal ends the run, with its reason
 * @throws RecordedError TOO_SLOW, TOO_LARGE when a limit is reached, FAILED when mediainfo breaks down
 * @throws what `source` throws: a read that failed fails the run, whatever mediainfo made of it
 */
export async function runMediaInfo(
  home: MediaInfoHome,
  options: readonly string[],
  file: ObjectFile,
  source: ByteSource,
  limits: RunLimits,
  signal: AbortSignal,
): Promise<string> {
  const command = mediaInfoCommand(home);
  const child = spawn(command.file, [...command.args, ...options, file.path], {
    env: command.env,
    cwd: file.directory,
    stdio: ['ignore', 'pipe', 'ignore', 'pipe', ...file.descriptors],
    detached: true,
  });

  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    kill(child);
  };
  const aborted = (): void => fail(signal.reason as Error);
  signal.addEventListener('abort', aborted, { once: true });

  const tooLarge = (what: string): RecordedError =>
    new RecordedError('TOO_LARGE', `MediaInfo ${what} (${limits.progress()}).`);
  const deadline = setTimeout(
    () =>
      fail(new RecordedError('TOO_SLOW', `MediaInfo was not done within the time (${limits.progress()}).`)),
    Math.max(0, limits.deadline - Date.now()),
  );
  const memory = setInterval(async () => {
    if (child.pid === undefined || (await residentMB(child.pid)) <= limits.maxMemoryMB) return;
    fail(tooLarge(`wanted more than ${limits.maxMemoryMB} MB of memory`));
  }, MEMORY_INTERVAL);

  const output: Buffer[] = [];
  let bytes = 0;
  const [, stdout, , socket] = child.stdio as unknown as [null, Readable, null, Duplex];
  stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > limits.maxReportBytes)
      fail(tooLarge(`wrote a report of more than ${limits.maxReportBytes} bytes`));
    else output.push(chunk);
  });
  file.serve(socket, source, fail);

  try {
    const [code, killedBy] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', ({ message }) =>
        reject(new PlatformError(`mediainfo could not be started: ${message}`)),
      );
      child.once('close', (...how) => resolve(how));
    });
    if (failure) throw failure;
    if (code !== 0)
      throw new RecordedError('FAILED', `MediaInfo broke down (${killedBy ?? `exit code ${code}`}).`);
    return Buffer.concat(output).toString();
  } finally {
    clearTimeout(deadline);
    clearInterval(memory);
    signal.removeEventListener('abort', aborted);
    socket?.destroy();
  }
}
