import type { Track } from './track';

/** What MediaInfo calls pictures that stand for a file or for a part of it, and are not its content. */
const STANDS_FOR = /^(?:Cover|Picture|Thumbnail|Icon|GainMap|Depth)/i;

/** True for a cover, a thumbnail, or a picture that only helps to show another one. */
export const isCover = ({ fields }: Track): boolean => STANDS_FOR.test(fields.get('Type') ?? '');

/** The tracks of one kind that are content. */
export const contentOf = (report: readonly Track[], kind: Track['type']): Track[] =>
  report.filter((track) => track.type === kind && !isCover(track));
