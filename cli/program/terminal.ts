import type { Writable } from 'node:stream';
import pc from 'picocolors';

type Colours = ReturnType<typeof pc.createColors>;

/** What a command needs of its process. Tests can replace it. */
export interface Terminal {
  stdout: Writable & { isTTY?: boolean; columns?: number };
  stderr: Writable & { isTTY?: boolean; columns?: number };
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Aborted by Ctrl-C and SIGTERM; the reason is the exit code. */
  interrupted: AbortSignal;
}

/** The terminal of this process. @param interrupted of an `Interruption` */
export function processTerminal(interrupted: AbortSignal): Terminal {
  const { stdout, stderr, env } = process;
  return { stdout, stderr, env, cwd: workingDirectory(env), now: Date.now, interrupted };
}

/**
 * The user's directory. npm runs scripts in the package's folder, and passes the user's directory in a
 * variable.
 */
function workingDirectory({ npm_lifecycle_script: script, INIT_CWD: calledIn }: NodeJS.ProcessEnv): string {
  // Only for our own script. Other scripts, such as the tests, start commands in the directory that they
  // want.
  const isOwnScript = script?.includes('bin/media.mjs') === true;
  return isOwnScript && calledIn ? calledIn : process.cwd();
}

/** Colours for a stream. Only on a terminal and without NO_COLOR; FORCE_COLOR turns them on anywhere. */
export function coloursFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Colours {
  const wanted = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  return pc.createColors(!env['NO_COLOR'] && env['TERM'] !== 'dumb' && (stream.isTTY === true || wanted));
}

/** The reader of standard output, such as `head`, has ended. Nobody reads any more output. */
export class OutputClosedError extends Error {
  override name = 'OutputClosedError';
}

/**
 * Writes, and waits until the reader has taken the text, so that output does not collect in memory. @throws
 * OutputClosedError
 */
export async function write(stream: Writable, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error) resolve();
      else reject((error as NodeJS.ErrnoException).code === 'EPIPE' ? new OutputClosedError() : error);
    });
  });
}
