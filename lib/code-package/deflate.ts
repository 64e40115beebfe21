import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { deflateSync } from 'fflate';

/** Writes under a name of its own first: another process never finds half a file. */
export function writeWhole(path: string, content: Uint8Array): void {
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, content);
  renameSync(partial, path);
}

function readCached(path: string, content: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  try {
    const cached = readFileSync(path);
    return inflateRawSync(cached, { maxOutputLength: content.length }).equals(content) ? cached : undefined;
  } catch {
    // Absent or damaged: it is made again, which costs time and nothing else.
    return undefined;
  }
}

/**
 * `content` in the form of zip entries. The compressor is written in JavaScript, since what zlib makes differs between
 * versions of Node and kinds of processors; as it takes seconds for mediainfo, results are kept in `cache`, where what
 * is found is decompressed and compared before it is used.
 */
export function deflate(content: Uint8Array, cache: string): Uint8Array<ArrayBuffer> {
  const path = join(cache, `${createHash('sha256').update(content).digest('hex')}.deflate`);
  const cached = readCached(path, content);
  if (cached) {
    return cached;
  }
  const deflated = deflateSync(content, { level: 9 });
  mkdirSync(cache, { recursive: true });
  writeWhole(path, deflated);
  return deflated;
}
