import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';

const sample = (name: string): Buffer => readFileSync(join(PROJECT_ROOT, 'assets', 'samples', name));

/** What objects hold: picture, sound, film, a film cut off, no media, nothing. Small, so that objects can be many. */
export const CONTENTS: readonly Buffer[] = [
  sample('poster.jpg'),
  sample('podcast.mp3'),
  sample('trailer 100% + 北京 🎬.mkv'),
  sample('interrupted upload.mp4'),
  sample('shot list.txt'),
  Buffer.alloc(0),
];

/** What is appended: sound that goes on with every piece. */
export const APPENDED = CONTENTS[1]!;

/** Endings of keys, which need not fit the content: MediaInfo doubts an object whose ending does not. */
const ENDINGS = ['jpg', 'mp3', 'mkv', 'mp4'];

/** Every eighth key is appended to; `put` and `delete` meet it as well. */
export const isAppendable = (n: number): boolean => n % 8 === 1;

/** The n-th key, with characters that a careless part of the way would decode. */
export function keyOf(n: number): string {
  const ending = isAppendable(n) ? 'mp3' : ENDINGS[n % ENDINGS.length];
  return `soak/${String(n).padStart(6, '0')} a+b %41 北京.${ending}`;
}

export const endingOf = (key: string): string => key.slice(key.lastIndexOf('.') + 1);
