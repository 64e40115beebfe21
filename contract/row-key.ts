import { createHash } from 'node:crypto';
import type { ObjectAddress } from './object-version';

/** Most bytes that the primary-key strings of an indexed table may have together. */
const MAX_PRIMARY_KEY_BYTES = 1_000;

/** 128 bits of SHA-256, in hex: enough that no two keys of a bucket ever share one. */
const HASH_CHARACTERS = 32;

/** No UTF-8 character is longer, so a cut at a character loses at most one byte less than this. */
const MAX_CHARACTER_BYTES = 4;

const SHORTENED = new RegExp(`~[0-9a-f]{${HASH_CHARACTERS}}$`);

/** The first bytes of a text, cut before the character that does not fit any more. */
export function cutAtCharacter(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  // Continuation bytes are 10xxxxxx: the cut must not come before one.
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString();
}

/**
 * The value of the primary-key column `ObjectKey`: the key itself, or a shortened form when key and bucket together
 * would exceed what an indexed table allows. The full key always stands in the column `Key`.
 */
export function rowKey({ bucket, key }: ObjectAddress): string {
  const room = MAX_PRIMARY_KEY_BYTES - Buffer.byteLength(bucket);
  const bytes = Buffer.byteLength(key);
  // A key that looks like the shortened form of another is shortened too, so that the two never meet in one row.
  const couldBeMistaken = bytes > room - MAX_CHARACTER_BYTES && SHORTENED.test(key);
  if (bytes <= room && !couldBeMistaken) return key;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, HASH_CHARACTERS);
  return `${cutAtCharacter(key, room - HASH_CHARACTERS - 1)}~${hash}`;
}
