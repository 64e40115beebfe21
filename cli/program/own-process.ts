import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../../lib/project-root';
import { COMPILED_DIRECTORY } from './compiled';

/** How a program of ours ended. */
export interface Ended {
  /** Null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  /** What it wrote to standard error, without line breaks at its ends. */
  said: string;
}

/** Arguments of Node.js for an entry point of `bin/`: the compiled one, or its source where nothing is compiled. */
export const entryPoint = (name: string): string[] =>
  COMPILED_DIRECTORY
    ? [join(COMPILED_DIRECTORY, `${name}.cjs`)]
    : ['--import', 'tsx', join('bin', `${name}.ts`)];

/**
 * Runs Node.js in a process of its own, in the project's folder.
 * @param input what it reads from standard input
 * @param signal ends it
 */
export async function runNode(
  args: readonly string[],
  {
    env = process.env,
    input,
    signal,
  }: { env?: NodeJS.ProcessEnv; input?: string; signal?: AbortSignal } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: PROJECT_ROOT,
    env,
    // Its own process group, so that Ctrl-C only reaches this process, which then decides what to do.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const end = (): void => {
    child.kill('SIGKILL');
  };
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  // It may end before it has read all.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  try {
    const [out, said, [code, by]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    ]);
    return { code, signal: by, out, said: said.trim() };
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
