import type { Track } from './track';

const CHAPTER = /^extra\._\d\d_\d\d_\d\d_\d{3}$/;

/**
 * Chapters of the longest list, undefined where there is none. An MP4 often holds the same chapters twice, in the two
 * ways that players look for them, so the lists are not added up.
 */
export function chapterCount(menus: readonly Track[]): bigint | undefined {
  const counts = menus.map(({ fields }) => [...fields.keys()].filter((name) => CHAPTER.test(name)).length);
  // Not `Math.max(...counts)`: a call takes no hundred thousand arguments.
  const most = counts.reduce((longest, count) => Math.max(longest, count), 0);
  return most > 0 ? BigInt(most) : undefined;
}
