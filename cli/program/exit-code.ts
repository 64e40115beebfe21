import { constants } from 'node:os';
import { CommanderError } from 'commander';
import { QueryError } from '../../contract/query/query-error';
import { TROUBLE, UsageError, UserError } from './errors';
import { exitCodeOfInterruption } from './interruption';
import { severalLines } from './printable';
import { coloursFor, OutputClosedError, type Terminal, write } from './terminal';

/**
 * Prints the error that a command threw, and returns the exit code. Unexpected errors are faults of ours, and
 * are printed with their stack trace.
 */
export async function exitCodeOf(error: unknown, terminal: Terminal): Promise<number> {
  // Commander has printed its message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : TROUBLE;
  // The reader has all that it wanted, like a `head` that ends: the code of what such a signal ends.
  if (error instanceof OutputClosedError) return 128 + constants.signals.SIGPIPE;
  if (terminal.interrupted.aborted) return exitCodeOfInterruption(terminal.interrupted);
  const mendable =
    error instanceof QueryError
      ? new UsageError((await import('../query/point-at.js')).withMark(error))
      : error;
  if (!(mendable instanceof UserError)) throw error;
  const { red } = coloursFor(terminal.stderr, terminal.env);
  // Where nobody can be told, the exit code has to do.
  await write(terminal.stderr, `${red('media:')} ${severalLines(mendable.message)}\n`).catch(() => {});
  return mendable.exitCode;
}
