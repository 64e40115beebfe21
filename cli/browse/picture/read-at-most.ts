import { NoPictureError } from './no-picture-error';

/** All bytes of a stream. @throws NoPictureError when there are more than `most` */
export async function readAtMost(stream: AsyncIterable<Uint8Array> | null, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream ?? []) {
    bytes += chunk.length;
    if (bytes > most) throw new NoPictureError('The picture is too large to be shown.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
