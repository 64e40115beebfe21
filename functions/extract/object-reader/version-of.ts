import type { ObjectVersion } from '../../../contract/object-version';
import type { HttpHead } from '../http/http-head';

/** The version of the object that an answer is about; undefined if its headers do not name one. */
export function versionOf(headers: HttpHead['headers'], size: number): ObjectVersion | undefined {
  const text = (name: string): string | undefined => headers[name] || undefined;
  const etag = text('etag')?.replace(/^"|"$/g, '');
  const modified = new Date(text('last-modified') ?? Number.NaN);
  if (!etag || Number.isNaN(modified.getTime()) || !Number.isSafeInteger(size)) return undefined;
  return {
    etag,
    size,
    lastModified: `${modified.toISOString().slice(0, 19)}Z`,
    contentType: text('content-type'),
    storageClass: text('x-oss-storage-class'),
    objectType: text('x-oss-object-type'),
    crc64: text('x-oss-hash-crc64ecma'),
    versionId: text('x-oss-version-id'),
    serverSideEncryption: text('x-oss-server-side-encryption'),
    userMetadata: userMetadataIn(headers),
  };
}

const USER_METADATA = 'x-oss-meta-';

function userMetadataIn(headers: HttpHead['headers']): string[] | undefined {
  const pairs = Object.entries(headers)
    .filter(([name]) => name.startsWith(USER_METADATA))
    .map(([name, value = '']) => `${name.slice(USER_METADATA.length)}=${textIn(value)}`);
  return pairs.length > 0 ? pairs.sort() : undefined;
}

/** Headers come as one character for each byte; most programs send UTF-8. Other bytes stay as they came. */
function textIn(header: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}
