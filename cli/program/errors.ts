/**
 * An error that the user can fix. The command ends with the exit code and prints the message without a stack
 * trace.
 */
export class UserError extends Error {
  override name = 'UserError';

  constructor(
    message: string,
    /** @default 1 */
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** Exit code for wrong usage, and when a service refuses a request. */
export const TROUBLE = 2;

/** The user's input cannot be understood, or names something that does not exist. */
export class UsageError extends UserError {
  override name = 'UsageError';

  constructor(message: string) {
    super(message, TROUBLE);
  }
}

/**
 * A service refused a request or could not be reached. The message says which service, and what to do if
 * known.
 */
export class ServiceError extends UserError {
  override name = 'ServiceError';

  constructor(
    message: string,
    /** The service's own word for it, where it answered. */
    readonly code?: string,
  ) {
    super(message, TROUBLE);
  }
}
