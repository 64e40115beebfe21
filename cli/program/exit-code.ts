import { CommanderError } from 'commander';
import { MendableError, TROUBLE } from './errors';
import { exitCodeOfInterruption } from './interruption';
import { coloursFor, OutputClosedError, type Terminal, write } from './terminal';

/**
 * Prints the error that a command threw, and returns the exit code. Unexpected errors are faults of ours, and
 * are printed with their stack trace.
 */
export async function exitCodeOf(error: unknown, terminal: Terminal): Promise<number> {
  // Commander has printed its message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : TROUBLE;
  // The reader of the output has read enough and ended, for example `head`.
  if (error instanceof OutputClosedError) return 0;
  if (terminal.interrupted.aborted) return exitCodeOfInterruption(terminal.interrupted);
  if (!(error instanceof MendableError)) throw error;
  const { red } = coloursFor(terminal.stderr, terminal.env);
  await write(terminal.stderr, `${red('media:')} ${error.message}\n`);
  return error.exitCode;
}
