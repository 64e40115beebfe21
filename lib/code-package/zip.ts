import { Zip, type ZipInputFile, ZipPassThrough } from 'fflate';
import type { PackedFile } from './packed-file';

/** The value of `os` in a zip entry whose attributes are Unix modes. */
const UNIX = 3;
const REGULAR_FILE = 0o100000;
const DEFLATED = 8;

/**
 * The earliest date that a zip can store. It is in local time, because the format stores local time and
 * fflate reads it from the Date. So the bytes are the same in every time zone.
 */
const DATE = new Date(1980, 0, 1);

/** The checksum in zip entries. fflate computes it only for entries that it compresses itself. */
function crc32(content: Uint8Array): number {
  const counter = new ZipPassThrough('');
  counter.ondata = () => undefined;
  counter.push(content, true);
  return counter.crc;
}

/**
 * A zip whose bytes depend only on `files`: entries are sorted, all have the same date, and modes are as
 * given.
 * @param deflate compresses one entry, always to the same bytes
 */
export function zip(
  files: PackedFile[],
  deflate: (content: Uint8Array) => Uint8Array<ArrayBuffer>,
): Uint8Array {
  const chunks: Uint8Array[] = [];
  const archive = new Zip((error, chunk) => {
    if (error) {
      throw error;
    }
    chunks.push(chunk);
  });
  for (const { path, content, mode } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const entry: ZipInputFile = {
      filename: path,
      compression: DEFLATED,
      size: content.length,
      crc: crc32(content),
      mtime: DATE,
      os: UNIX,
      attrs: (REGULAR_FILE | mode) * 0x10000,
    };
    archive.add(entry);
    entry.ondata?.(null, deflate(content), true);
  }
  archive.end();
  return Buffer.concat(chunks);
}
