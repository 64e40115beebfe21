import type { Writable } from 'node:stream';
import pc from 'picocolors';

type Colours = ReturnType<typeof pc.createColors>;

/** What a command needs of the process around it, so that tests can stand in for it. */
export interface Terminal {
  stdout: Writable & { isTTY?: boolean; columns?: number };
  stderr: Writable & { isTTY?: boolean };
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Aborted by Ctrl-C. */
  interrupted: AbortSignal;
}

export function processTerminal(interrupted: AbortSignal): Terminal {
  const { stdout, stderr, env } = process;
  return { stdout, stderr, env, cwd: process.cwd(), now: Date.now, interrupted };
}

/** Colours for a stream: only on a terminal, and never against NO_COLOR; FORCE_COLOR asks for them elsewhere. */
export function coloursFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Colours {
  const wanted = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  return pc.createColors(!env['NO_COLOR'] && env['TERM'] !== 'dumb' && (stream.isTTY === true || wanted));
}

/** The reader of standard output has gone, such as `head`: there is no one left to answer. */
export class OutputClosedError extends Error {
  override name = 'OutputClosedError';
}

/** Writes and waits until the reader has taken it, so that output never piles up. @throws OutputClosedError */
export async function write(stream: Writable, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error) resolve();
      else reject((error as NodeJS.ErrnoException).code === 'EPIPE' ? new OutputClosedError() : error);
    });
  });
}
