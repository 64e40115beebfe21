import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { box } from './boxes';
import { MEDIA } from './local-report';

/** More than comes in at first of any object. */
const LARGE = 4_200_000;

const fixture = (name: string): Buffer => readFileSync(join(MEDIA, name));

/** An MP4 with unused space behind its media. */
export const grownMp4 = (name: string): Buffer =>
  Buffer.concat([fixture(name), box('free', Buffer.alloc(LARGE))]);

/** A transport stream as if it had been joined with itself, again and again. */
export function grownStream(name: string): Buffer {
  const piece = fixture(name);
  return Buffer.concat(Array.from({ length: Math.ceil(LARGE / piece.length) }, () => piece));
}
