import { TRACK_KINDS } from '../columns';
import { suggestion } from '../suggestion';
import { SEARCHABLE_COLUMNS, TRACK_COLUMN_NAMES } from './columns';

const KINDS = Object.keys(TRACK_KINDS);
/** What a parenthesis may follow. */
const QUESTIONS = [...KINDS, 'near'].map((word) => `${word}(…)`);

/** Other words for kinds of track. */
const SAME: Readonly<Record<string, string>> = {
  subtitle: 'text',
  caption: 'text',
  sound: 'audio',
  picture: 'image',
};

/** A column's name begins with the kind of track, for which a field of a track has no need: `AudioChannels`. */
const KIND = new RegExp(`^(?:${KINDS.join('|')})(?=.)`, 'i');

/** What is wrong with a name that is none. */
export function problemOfName(name: string, where: { inTrack: boolean; beforeParenthesis: boolean }): string {
  if (where.beforeParenthesis) return `There is no question '${name}(…)'.${questionLike(name)}`;
  if (!where.inTrack) {
    const names = SEARCHABLE_COLUMNS.map((column) => column.name);
    return `There is no column '${name}'.${suggestion(name, names)}`;
  }
  const similar = suggestion(name.replace(KIND, ''), TRACK_COLUMN_NAMES);
  return `A track has no '${name}'.${similar || suggestion(name, TRACK_COLUMN_NAMES)}`;
}

function questionLike(name: string): string {
  const word = name.toLowerCase().replace(/s$/, '');
  const same = Object.hasOwn(SAME, word) ? SAME[word] : undefined;
  return suggestion(`${same ?? word}(…)`, QUESTIONS);
}
