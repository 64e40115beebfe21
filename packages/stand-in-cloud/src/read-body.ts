/**
 * The whole body of a request, in memory.
 *
 * @param tooLarge makes the service's own refusal
 * @throws the error of `tooLarge`, as soon as there are more bytes than `maxBytes`
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
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
