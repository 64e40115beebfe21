/** There is no picture. The message is one sentence that says why. */
export class NoPictureError extends Error {
  override name = 'NoPictureError';
}
