import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { deflateSync } from 'fflate';
import { writeWhole } from './write-whole';

function readCached(path: string, content: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  try {
    const cached = readFileSync(path);
    return inflateRawSync(cached, { maxOutputLength: content.length }).equals(content) ? cached : undefined;
  } catch {
    // Missing or damaged. It is made again; this only takes time.
    return undefined;
  }
}

/**
 * Compresses `content` for a zip entry. The compressor is written in JavaScript, because the output of zlib
 * differs between versions of Node and kinds of processors. It takes seconds for mediainfo, so results are
 * kept in `cache`. A cached result is decompressed and compared before it is used.
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
