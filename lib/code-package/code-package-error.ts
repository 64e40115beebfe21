/** The code package cannot be built. The message says what is missing. */
export class CodePackageError extends Error {
  override name = 'CodePackageError';
}
