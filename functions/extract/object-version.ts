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
