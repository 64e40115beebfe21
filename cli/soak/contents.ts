import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';

const sample = (name: string): Buffer => readFileSync(join(PROJECT_ROOT, 'assets', 'samples', name));

/**
 * Contents of objects: picture, sound, film, a cut film, no media, nothing. They are small, so that there can
 * be many objects.
 */
export const CONTENTS: readonly Buffer[] = [
  sample('poster.jpg'),
  sample('podcast.mp3'),
  sample('trailer 100% + 北京 🎬.mkv'),
  sample('interrupted upload.mp4'),
  sample('shot list.txt'),
  Buffer.alloc(0),
];

/** Content for appending: sound that continues with every piece. */
export const APPENDED = CONTENTS[1]!;

/** Extensions of keys. They may not fit the content; then MediaInfo doubts the object. */
const ENDINGS = ['jpg', 'mp3', 'mkv', 'mp4'];

/** Every eighth key is appended to. `put` and `delete` use these keys too. */
export const isAppendable = (n: number): boolean => n % 8 === 1;

/** The n-th key, with characters that faulty code would decode. */
export function keyOf(n: number): string {
  const ending = isAppendable(n) ? 'mp3' : ENDINGS[n % ENDINGS.length];
  return `soak/${String(n).padStart(6, '0')} a+b %41 北京.${ending}`;
}

export const endingOf = (key: string): string => key.slice(key.lastIndexOf('.') + 1);
