import { Readable, Writable } from 'node:stream';
import { media } from '../../cli/media';
import type { Terminal } from '../../cli/program/terminal';

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Milliseconds since the epoch. @default the present */
  now?: number;
  isTTY?: boolean;
  /** Width of the terminal. @default 120 */
  columns?: number;
  interrupted?: AbortSignal;
  /** What stands on standard input. @default - it is closed */
  stdin?: string;
}

export interface RunResult {
  code: number;
  out: string;
  err: string;
}

/** Runs `media …` in this process, on a terminal or with its output in a pipe. */
export async function runMedia(argv: string[], options: RunOptions = {}): Promise<RunResult> {
  const [out, err] = [collector(options.isTTY, options.columns), collector(options.isTTY, options.columns)];
  const code = await media(argv, { ...fakeTerminal(options), stdout: out.stream, stderr: err.stream });
  return { code, out: out.text(), err: err.text() };
}

/** A terminal that discards what is written. */
export function fakeTerminal(options: RunOptions = {}): Terminal {
  const { env = {}, cwd = '/', now, isTTY, interrupted = new AbortController().signal } = options;
  const { stream } = collector(isTTY);
  const stdin = options.stdin === undefined ? {} : { stdin: Readable.from([Buffer.from(options.stdin)]) };
  return { stdout: stream, stderr: stream, env, cwd, now: () => now ?? Date.now(), interrupted, ...stdin };
}

/** A stream that keeps what is written. */
export function collector(isTTY = false, columns = 120) {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return {
    stream: Object.assign(stream, { isTTY, columns }) as Terminal['stdout'],
    text: () => chunks.join(''),
    clear: () => {
      chunks.length = 0;
    },
  };
}

/** The objects of output with one JSON object per line. */
export const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
