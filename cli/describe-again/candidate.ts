/** An object that should be described again. */
export interface Candidate {
  bucket: string;
  key: string;
  /**
   * From the list of objects or from the row. The function only uses it when OSS cannot be asked any more.
   */
  etag?: string;
  /** Bytes. */
  size?: number;
}
