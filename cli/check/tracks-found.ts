import { TRACK_KINDS, TRACKS_COLUMN } from '../../contract/columns';
import type { Expression, TrackWord } from '../../contract/query/ast';
import { shortName } from '../../contract/query/columns';
import { columnsIn } from '../../contract/query/columns-in';
import { type CellReader, itemsOf, tracksIn } from '../../contract/query/evaluate';

const MOST_TRACKS = 5;

/**
 * What the tracks are that a query asks about, each kind once: `audio 1: Language absent, Channels 2`. Of a track
 * only the fields that are asked, since all of them would hide these.
 *
 * @param cut shortens a value
 */
export function tracksFound(query: Expression, cell: CellReader, cut: (text: string) => string): string[] {
  const tracks = tracksIn(cell(TRACKS_COLUMN));
  return [...askedIn(query)].flatMap(([word, fields]) => {
    const ofKind = tracks.filter((track) => itemsOf(track['Kind']).includes(TRACK_KINDS[word]));
    if (ofKind.length === 0) return [`no ${word} track`];
    const told = ofKind.slice(0, MOST_TRACKS).map((track, i) => {
      const found = [...fields].map((field) => {
        const items = itemsOf(track[field]).map(String);
        return `${field} ${items.length > 0 ? cut(items.join(', ')) : 'absent'}`;
      });
      return `${word} ${i + 1}${found.length > 0 ? `: ${found.join(', ')}` : ''}`;
    });
    const more = ofKind.length - told.length;
    return more > 0 ? [...told, `and ${more} more ${word} track${more > 1 ? 's' : ''}`] : told;
  });
}

/** The fields that are asked, by kind of track. */
function askedIn(query: Expression, asked = new Map<TrackWord, Set<string>>()): Map<TrackWord, Set<string>> {
  switch (query.kind) {
    case 'and':
    case 'or':
      for (const operand of query.operands) askedIn(operand, asked);
      break;
    case 'not':
      askedIn(query.operand, asked);
      break;
    case 'track':
      asked.set(
        query.track,
        new Set([...(asked.get(query.track) ?? []), ...columnsIn(query.operand).map(shortName)]),
      );
  }
  return asked;
}
