import { tmpdir } from 'node:os';
import { TemplateCheckError } from 'ros-template-check';
import { DataDirectoryError } from 'stand-in-cloud';
import { ContextError, SettingsError } from '../../lib/settings';
import { UsageError, UserError } from '../program/errors';

/**
 * Errors of the library and of the stand-in cloud that the user can fix. Their message is enough, without a
 * stack trace.
 */
const EXPECTED = [TemplateCheckError, DataDirectoryError];

/** Those that a setting of the user's causes. */
const WRONG_USAGE = [SettingsError, ContextError];

/** What a file system says that takes no more. */
const FULL: Record<string, string> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'Your quota of the disk is used up',
};

/**
 * Runs something that may throw such an error.
 * @throws UserError, UsageError instead of it
 */
export async function withExpectedErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (WRONG_USAGE.some((kind) => error instanceof kind)) throw new UsageError((error as Error).message);
    const message = messageOf(error);
    throw message === undefined ? error : new UserError(message);
  }
}

function messageOf(error: unknown): string | undefined {
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  // A port that is taken or not allowed: Node's own message names it.
  if (EXPECTED.some((kind) => error instanceof kind) || (syscall === 'listen' && code !== '')) return message;
  if (syscall === 'mkdtemp') {
    return `The temporary directory '${tmpdir()}' cannot be used (${code}): set TMPDIR to one that you may write to.`;
  }
  if (code in FULL) return `${FULL[code]} (${message}): make room, or set TMPDIR to a directory with more.`;
  return undefined;
}
