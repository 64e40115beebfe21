/**
 * The whole body of a request, in memory. Of one that is too large the rest is read and dropped, so that the client can
 * receive the refusal and use its connection again.
 *
 * @param tooLarge makes the service's own refusal
 * @throws the error of `tooLarge` when there are more bytes than `maxBytes`
 */
export async function readBody(
  request: AsyncIterable<Buffer>,
  maxBytes: number,
  tooLarge: () => Error,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (bytes > maxBytes) throw tooLarge();
  return Buffer.concat(chunks);
}
