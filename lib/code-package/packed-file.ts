/** A file as it goes into the code package. */
export interface PackedFile {
  /** Inside the package, with `/`. */
  path: string;
  content: Uint8Array;
  /** Unix permissions. */
  mode: 0o644 | 0o755;
}
