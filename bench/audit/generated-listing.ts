import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is written of every object; only the key differs. */
export const OBJECT = {
  etag: '5B3C1A2E053D763E1B002CC607C5A0FE',
  size: 93_257,
  lastModified: '2026-11-01T10:00:00.000Z',
  storageClass: 'Standard',
  objectType: 'Normal',
} as const;

const NUMBER_DIGITS = 9;
/** Of 60 bytes, as keys of media libraries are. */
export const keyOf = (i: number): string =>
  `library/2026/camera-${String(Math.floor(i / 1_000)).padStart(6, '0')}/clip-${String(i).padStart(NUMBER_DIGITS, '0')}-original.mp4`;

/**
 * Answers ListObjectsV2 with so many objects as OSS would, without having them: an object of the stand-in is a file. It
 * checks no signature and knows no prefix.
 */
export async function generatedListing(
  objects: number,
): Promise<{ server: Server; endpoint: string; pages(): number }> {
  let pages = 0;
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const from = Number(query.get('continuation-token') ?? 0);
    const to = Math.min(objects, from + Number(query.get('max-keys') ?? 100));
    pages += 1;
    const entries = Array.from({ length: to - from }, (_, i) => entryOf(keyOf(from + i))).join('');
    const truncated = to < objects;
    response.setHeader('content-type', 'application/xml');
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>bench</Name><Prefix></Prefix><MaxKeys>1000</MaxKeys>` +
        `<EncodingType>url</EncodingType><IsTruncated>${truncated}</IsTruncated><KeyCount>${to - from}</KeyCount>` +
        `${truncated ? `<NextContinuationToken>${to}</NextContinuationToken>` : ''}${entries}</ListBucketResult>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    endpoint: `http://localhost:${(server.address() as AddressInfo).port}`,
    pages: () => pages,
  };
}

const entryOf = (key: string): string =>
  `<Contents><Key>${encodeURIComponent(key)}</Key><LastModified>${OBJECT.lastModified}</LastModified>` +
  `<ETag>&quot;${OBJECT.etag}&quot;</ETag><Type>${OBJECT.objectType}</Type><Size>${OBJECT.size}</Size>` +
  `<StorageClass>${OBJECT.storageClass}</StorageClass></Contents>`;
