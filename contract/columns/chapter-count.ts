import type { Track } from './track';

const CHAPTER = /^extra\._\d\d_\d\d_\d\d_\d{3}$/;

/**
 * The number of chapters in the longest chapter list; undefined when there is no list. An MP4 often holds the
 * same chapters in two lists, because players look in different places. So the lists are not added up.
 */
export function chapterCount(menus: readonly Track[]): bigint | undefined {
  const counts = menus.map(({ fields }) => [...fields.keys()].filter((name) => CHAPTER.test(name)).length);
  // Not `Math.max(...counts)`: a call with a hundred thousand arguments fails.
  const most = counts.reduce((longest, count) => Math.max(longest, count), 0);
  return most > 0 ? BigInt(most) : undefined;
}
