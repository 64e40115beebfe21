import { isUtf8 } from 'node:buffer';
import { isAbsolute, join, resolve } from 'node:path';

/** A path as text, and as bytes where no text is the same: the file system takes any bytes, keys and terminals do not. */
export interface FileName {
  text: string;
  /** Only of a path that is no UTF-8. */
  bytes?: Buffer;
}

/** Of the bytes of a path. In its text, each byte that is no UTF-8 is written as `%E9`. */
export function fileName(bytes: Buffer): FileName {
  if (isUtf8(bytes)) return { text: bytes.toString() };
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const character = bytes.subarray(at, at + lengthFrom(bytes[at]!));
    const isText = character.length > 0 && isUtf8(character);
    text += isText ? character.toString() : `%${bytes[at]!.toString(16).toUpperCase().padStart(2, '0')}`;
    at += isText ? character.length : 1;
  }
  return { text, bytes };
}

/** Bytes of the UTF-8 character that begins with this one; 0 where none does. */
function lengthFrom(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** What Node's functions for files take. */
export const pathOf = ({ text, bytes }: FileName): string | Buffer => bytes ?? text;

/** The name as an absolute path. */
export function absolute(name: FileName, cwd: string): FileName {
  if (!name.bytes) return { text: resolve(cwd, name.text) };
  return isAbsolute(name.text) ? name : fileName(Buffer.concat([Buffer.from(join(cwd, '/')), name.bytes]));
}
