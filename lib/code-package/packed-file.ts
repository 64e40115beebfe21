/** A file of the code package. */
export interface PackedFile {
  /** Path inside the package, with `/`. */
  path: string;
  content: Uint8Array;
  /** Unix permissions. */
  mode: 0o644 | 0o755;
}
