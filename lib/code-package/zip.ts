import { type Zippable, zipSync } from 'fflate';

export interface PackedFile {
  /** Inside the package, with `/`. */
  path: string;
  content: Uint8Array;
  /** Unix permissions. */
  mode: 0o644 | 0o755;
}

/** `os` of a zip entry whose attributes are Unix modes. */
const UNIX = 3;
const REGULAR_FILE = 0o100000;

/**
 * The earliest date that a zip can hold. In local time, because that is what the format stores and fflate reads from it:
 * so the same bytes come out in every time zone.
 */
const DATE = new Date(1980, 0, 1);

/** A zip whose bytes depend on nothing but `files`: sorted entries, one date, modes as given. */
export function zip(files: PackedFile[]): Uint8Array {
  const entries: Zippable = {};
  for (const { path, content, mode } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    entries[path] = [content, { level: 9, mtime: DATE, os: UNIX, attrs: (REGULAR_FILE | mode) * 0x10000 }];
  }
  return zipSync(entries);
}
