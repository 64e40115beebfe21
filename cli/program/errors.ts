/** What the user can put right: the command ends with exit code 2 and this sentence. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A service refused or could not be reached; the sentence says which, and what to do where that is known. */
export class ServiceError extends Error {
  override name = 'ServiceError';
}
