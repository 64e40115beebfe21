import { Writable } from 'node:stream';
import { media } from '../../cli/program/program';
import type { Terminal } from '../../cli/program/terminal';

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Milliseconds since the epoch. @default the present */
  now?: number;
  isTTY?: boolean;
  interrupted?: AbortSignal;
}

export interface RunResult {
  code: number;
  out: string;
  err: string;
}

/** Runs `media …` in this process, as on a terminal or with its output sent elsewhere. */
export async function runMedia(argv: string[], options: RunOptions = {}): Promise<RunResult> {
  const { env = {}, cwd = '/', now, isTTY = false, interrupted = new AbortController().signal } = options;
  const [out, err] = [collector(isTTY), collector(isTTY)];
  const terminal: Terminal = {
    stdout: out.stream,
    stderr: err.stream,
    env,
    cwd,
    now: () => now ?? Date.now(),
    interrupted,
  };
  const code = await media(argv, terminal);
  return { code, out: out.text(), err: err.text() };
}

function collector(isTTY: boolean): { stream: Terminal['stdout']; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 120 }), text: () => chunks.join('') };
}

/** The objects of output with one JSON object per line. */
export const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
