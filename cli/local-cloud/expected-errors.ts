import { TemplateCheckError } from 'ros-template-check';
import { AssemblyError, DataDirectoryError, RosError, StackFailedError } from 'stand-in-cloud';
import { ContextError, SettingsError } from '../../lib/settings';
import { MendableError } from '../program/errors';

/**
 * Errors of the library and of the stand-in cloud that the user can fix. Their message is enough, without a
 * stack trace.
 */
const EXPECTED = [
  SettingsError,
  ContextError,
  TemplateCheckError,
  AssemblyError,
  RosError,
  StackFailedError,
  DataDirectoryError,
];

/**
 * Runs something that may throw such an error.
 * @throws MendableError instead of it
 */
export async function withExpectedErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw isExpected(error) ? new MendableError((error as Error).message) : error;
  }
}

function isExpected(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  // A port that is used already or not allowed. Node's own message names it.
  return EXPECTED.some((kind) => error instanceof kind) || (syscall === 'listen' && code !== undefined);
}
