/** One version of an object, as the headers of a GET or HEAD tell it. */
export interface ObjectVersion {
  /** Without quotes, as OSS writes it (upper case; multipart and append objects carry a `-N` suffix). */
  etag: string;
  /** Bytes. */
  size: number;
  /** ISO 8601 in UTC, whole seconds. */
  lastModified: string;
  contentType?: string;
  storageClass?: string;
  /** `Normal`, `Multipart`, `Appendable` or `Symlink`. */
  objectType?: string;
  /** CRC-64/ECMA-182 of the whole object, in decimal. */
  crc64?: string;
  versionId?: string;
  serverSideEncryption?: string;
}

/** Where an object is. */
export interface ObjectAddress {
  bucket: string;
  key: string;
}

/**
 * True when the two looks saw the same bytes. The time of change counts as well: it is only told in whole seconds, but
 * a version put back later is another one. The checksum counts where both sides know it.
 */
export function sameVersion(a: ObjectVersion, b: ObjectVersion): boolean {
  return (
    a.etag === b.etag &&
    a.size === b.size &&
    Date.parse(a.lastModified) === Date.parse(b.lastModified) &&
    (a.crc64 === undefined || b.crc64 === undefined || a.crc64 === b.crc64)
  );
}

/** An empty object whose key ends in a slash: what consoles and tools put to show a folder. */
export function isFolderMarker({ key }: ObjectAddress, { size }: ObjectVersion): boolean {
  return size === 0 && key.endsWith('/');
}
