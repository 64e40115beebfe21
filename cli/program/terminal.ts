import type { Readable, Writable } from 'node:stream';
import pc from 'picocolors';
import { TROUBLE, UserError } from './errors';
import { printable } from './printable';

type Colours = ReturnType<typeof pc.createColors>;

/** What a command needs of its process. Tests can replace it. */
export interface Terminal {
  /** @default - empty */
  stdin?: Readable;
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
  return {
    // Looked at only when it is asked for: to look at it keeps a process waiting.
    get stdin() {
      return process.stdin;
    },
    stdout,
    stderr,
    env,
    cwd: workingDirectory(env),
    now: Date.now,
    interrupted,
  };
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

/** Characters in a line of a terminal; undefined elsewhere, where lines are as long as they are. */
export const widthOf = ({ isTTY, columns }: Terminal['stdout']): number | undefined =>
  isTTY ? columns : undefined;

/** Colours for a stream: only on a terminal, and never against NO_COLOR; FORCE_COLOR asks for them elsewhere. */
export function coloursFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Colours {
  const wanted = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  return pc.createColors(!env['NO_COLOR'] && env['TERM'] !== 'dumb' && (stream.isTTY === true || wanted));
}

/** The reader of standard output, such as `head`, has ended. Nobody reads any more output. */
export class OutputClosedError extends Error {
  override name = 'OutputClosedError';
}

/** A full disk, and what else may be wrong with where the output goes. */
class OutputError extends UserError {
  override name = 'OutputError';
}

function outputError(error: NodeJS.ErrnoException): Error {
  if (error.code === 'EPIPE') return new OutputClosedError();
  const words: Record<string, string> = { ENOSPC: 'no space is left there', EIO: 'the device failed' };
  return new OutputError(
    `The output cannot be written: ${words[error.code ?? ''] ?? error.message}.`,
    TROUBLE,
  );
}

/**
 * Writes what is printable, and waits until the reader has taken it, so that output never piles up.
 * @throws OutputClosedError, OutputError
 */
export const write = (stream: Writable, text: string): Promise<void> => writeAsIs(stream, printable(text));

/** The same for what is not meant for a terminal, such as a report that is stored. @throws OutputClosedError, OutputError */
export async function writeAsIs(stream: Writable, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error) resolve();
      else reject(outputError(error));
    });
  });
}
