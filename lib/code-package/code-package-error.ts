/** The code package can not be made: the message says what is missing. */
export class CodePackageError extends Error {
  override name = 'CodePackageError';
}
