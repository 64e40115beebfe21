import { CommanderError } from 'commander';
import { TemplateCheckError } from 'ros-template-check';
import { AssemblyError, DataDirectoryError, RosError, StackFailedError } from 'stand-in-cloud';
import { ContextError, SettingsError } from '../lib/settings';
import { InputError } from './inputs';
import { PlatformMismatchError } from './platform';
import { SynthesisError } from './synthesis-process';

/** Errors that the user can mend: their message says all there is to say. */
const EXPECTED = [
  PlatformMismatchError,
  SettingsError,
  ContextError,
  SynthesisError,
  TemplateCheckError,
  AssemblyError,
  RosError,
  StackFailedError,
  DataDirectoryError,
];

/**
 * Runs a command and answers with its exit code: 2 for arguments and files that cannot be used, 1 for anything else
 * that the user can mend, each with its message on stderr. Other errors are ours, and keep their stack.
 */
export async function exitCodeOf(run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    // Commander has written its message itself.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const isOfInput = error instanceof InputError;
    if (!isOfInput && !isExpected(error)) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return isOfInput ? 2 : 1;
  }
}

function isExpected(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  // A port that is taken or not allowed: Node's own message names it.
  return EXPECTED.some((kind) => error instanceof kind) || (syscall === 'listen' && code !== undefined);
}
