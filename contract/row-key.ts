import { createHash } from 'node:crypto';
import type { ObjectAddress } from './object-version';

/** Tablestore's limit: most bytes of all primary-key strings together, in a table with a search index. */
const MAX_PRIMARY_KEY_BYTES = 1_000;

/** 128 bits of SHA-256 in hex. Two keys of a bucket will never have the same hash. */
const HASH_CHARACTERS = 32;

/** Longest UTF-8 character. So cutting between characters loses at most 3 bytes. */
const MAX_CHARACTER_BYTES = 4;

const SHORTENED = new RegExp(`~[0-9a-f]{${HASH_CHARACTERS}}$`);

/** The beginning of a text, at most so many bytes. Characters are never cut in two. */
export function cutAtCharacter(text: string, maxBytes: number): string {
  // Nearly every text is so short: UTF-8 has at most three bytes for each unit of UTF-16.
  if (text.length * 3 <= maxBytes) return text;
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  // Continuation bytes are 10xxxxxx. The cut must not be just before one.
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString();
}

/**
 * Keys shorter than this are rows' keys as they are, and longer ones share at least so many first bytes with theirs. So
 * keys and row keys have the same order, but among those that have these bytes in common.
 */
export const orderedBytes = (bucket: string): number =>
  MAX_PRIMARY_KEY_BYTES - Buffer.byteLength(bucket) - HASH_CHARACTERS - MAX_CHARACTER_BYTES;

/**
 * The value of the primary-key column `ObjectKey`: the key itself, or a shortened form when key and bucket
 * together are longer than an indexed table allows. The column `Key` always holds the full key.
 */
export function rowKey({ bucket, key }: ObjectAddress): string {
  const room = MAX_PRIMARY_KEY_BYTES - Buffer.byteLength(bucket);
  const bytes = Buffer.byteLength(key);
  // A key that looks like a shortened key is shortened too. Otherwise two objects could get the same row.
  const couldBeMistaken = bytes > room - MAX_CHARACTER_BYTES && SHORTENED.test(key);
  if (bytes <= room && !couldBeMistaken) return key;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, HASH_CHARACTERS);
  return `${cutAtCharacter(key, room - HASH_CHARACTERS - 1)}~${hash}`;
}
