/** What an address names does not exist. */
export class NothingThereError extends Error {
  override name = 'NothingThereError';
}
