/** Something that a person can mend: the command ends with the exit code, and with the message instead of a stack. */
export class MendableError extends Error {
  override name = 'MendableError';

  constructor(
    message: string,
    /** @default 1 */
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** Exit code for wrong usage, and for a service that refuses. */
export const TROUBLE = 2;

/** What the user asked for cannot be understood or does not exist. */
export class UsageError extends MendableError {
  override name = 'UsageError';

  constructor(message: string) {
    super(message, TROUBLE);
  }
}

/** A service refused or could not be reached; the sentence says which, and what to do where that is known. */
export class ServiceError extends MendableError {
  override name = 'ServiceError';

  constructor(message: string) {
    super(message, TROUBLE);
  }
}
