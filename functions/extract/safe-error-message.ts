import {
  ObjectGoneError,
  ObjectReplacedError,
  PlatformError,
  RecordedError,
  RowChangedError,
} from './errors';

const OWN_ERRORS = [ObjectGoneError, ObjectReplacedError, PlatformError, RecordedError, RowChangedError];

/**
 * An error's text without secrets. The messages of our own errors are safe. Of other errors only the name and
 * the place in the code are safe.
 */
export function safeErrorMessage(error: unknown): string {
  if (!(error instanceof Error)) return `Unexpected: ${typeof error} was thrown.`;
  if (OWN_ERRORS.some((kind) => error instanceof kind)) return error.message;
  const place = /\n\s+at (.*)/.exec(error.stack ?? '')?.[1] ?? 'an unknown place';
  return `Unexpected ${error.name} at ${place}.`;
}
