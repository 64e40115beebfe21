/** One version of an object, as the headers of a GET or HEAD response describe it. */
export interface ObjectVersion {
  /**
   * Without quotes, otherwise as OSS writes it: upper case, with a suffix `-N` for multipart and appended
   * objects.
   */
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
  /** What the program that uploaded it said of it: `NAME=VALUE` for each `x-oss-meta-NAME`. */
  userMetadata?: readonly string[];
}

/** Where an object is. */
export interface ObjectAddress {
  bucket: string;
  key: string;
}

/**
 * True when both descriptions mean the same version. The time of change is compared as well, although OSS
 * gives only whole seconds: if an old version is uploaded again, it is another version. The checksum is
 * compared when both sides have it.
 */
export function sameVersion(a: ObjectVersion, b: ObjectVersion): boolean {
  return (
    a.etag === b.etag &&
    a.size === b.size &&
    Date.parse(a.lastModified) === Date.parse(b.lastModified) &&
    (a.crc64 === undefined || b.crc64 === undefined || a.crc64 === b.crc64)
  );
}

/** True for an empty object whose key ends in a slash. Consoles and tools create these to show a folder. */
export function isFolderMarker({ key }: ObjectAddress, { size }: ObjectVersion): boolean {
  return size === 0 && key.endsWith('/');
}
