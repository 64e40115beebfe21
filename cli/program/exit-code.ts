import { CommanderError } from 'commander';
import { MendableError, TROUBLE } from './errors';
import { exitCodeOfInterruption } from './interruption';
import { severalLines } from './printable';
import { coloursFor, OutputClosedError, type Terminal, write } from './terminal';

/** The exit code for what a command threw, once the person has been told. Other errors are ours, and keep their stack. */
export async function exitCodeOf(error: unknown, terminal: Terminal): Promise<number> {
  // Commander has written its message itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : TROUBLE;
  // The reader has all that it wanted, like a `head` that ends.
  if (error instanceof OutputClosedError) return 0;
  if (terminal.interrupted.aborted) return exitCodeOfInterruption(terminal.interrupted);
  if (!(error instanceof MendableError)) throw error;
  const { red } = coloursFor(terminal.stderr, terminal.env);
  await write(terminal.stderr, `${red('media:')} ${severalLines(error.message)}\n`);
  return error.exitCode;
}
