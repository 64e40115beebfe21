import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { extensionOf, isFast, reportOptions } from '../../contract/reading-mode';
import { staysTheSame } from '../../functions/extract/mediainfo/stays-the-same';
import { firstRanges } from '../../functions/extract/object-reader/first-ranges';
import { READER_SETTINGS } from '../../functions/extract/object-reader/reader-settings';
import { flatten } from './compare-reports';
import { readBoth } from './read-both';

/** What was read of one file. */
export interface Gathered {
  path: string;
  /** Bytes of the file. */
  size: number;
  /** The reports as MediaInfo printed them. */
  exact: string;
  /** Absent where files with such a name are never read fast. */
  fast?: string;
  /** False when the bytes that come in at first show another format of a video further on. */
  same: boolean;
  /** Bytes that MediaInfo read. */
  exactBytes: number;
  fastBytes: number;
}

/** The bytes that come in first of an object with such a name, from its two ends. */
export function firstBytes(path: string): { headBytes: number; tailBytes: number } {
  const { headBytes, tailBytes } = { ...READER_SETTINGS, ...firstRanges('fast', extensionOf(path)) };
  return { headBytes, tailBytes };
}

/** True when the function would begin with a fast reading. */
export function isReadFast(path: string, size: number): boolean {
  const { headBytes, tailBytes } = firstBytes(path);
  return isFast(reportOptions('fast', extensionOf(path))) && size > headBytes + tailBytes;
}

function sameAtBothEnds(path: string, size: number, fast: string): boolean {
  const { headBytes, tailBytes } = firstBytes(path);
  const file = openSync(path, 'r');
  const read = (start: number, end: number): Buffer => {
    const bytes = Buffer.alloc(end - start);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start));
  };
  try {
    const tracks = flatten(fast);
    return staysTheSame({
      head: read(0, Math.min(size, headBytes)),
      tail: read(Math.max(0, size - tailBytes), size),
      container: tracks[0]?.format ?? '',
      codecs: tracks.filter(({ kind }) => kind === 'Video').map(({ format }) => format),
    });
  } finally {
    closeSync(file);
  }
}

/** @throws Error when MediaInfo breaks down or takes too long */
export async function gather(path: string): Promise<Gathered> {
  const { size } = statSync(path);
  const both = await readBoth(path);
  const same = both.fast === undefined || sameAtBothEnds(path, size, both.fast);
  return { path, size, same, ...both };
}

/** Paths of the files in a folder and all below it, or of the file itself. */
export function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const SUFFIX = '.json.gz';

/** The name under which `gather.ts` keeps what it read of a file. */
export const recordOf = (path: string): string =>
  createHash('sha256')
    .update(`${path} ${statSync(path).size}`)
    .digest('hex')
    .slice(0, 20) + SUFFIX;

/** What `gather.ts` kept. */
export function* gathered(folders: readonly string[]): Generator<Gathered> {
  for (const folder of folders)
    for (const name of readdirSync(folder).sort())
      if (name.endsWith(SUFFIX)) yield JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString());
}
