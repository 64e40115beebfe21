/** An object that is to be described again. */
export interface Candidate {
  bucket: string;
  key: string;
  /** As the list of objects or the row tells it: believed only if OSS cannot be asked any more. */
  etag?: string;
  /** Bytes. */
  size?: number;
}
