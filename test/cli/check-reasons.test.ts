import { reasonsOf } from '../../cli/check/reasons';
import { judge } from '../../contract/policy/judge';
import { readPolicy } from '../../contract/policy/read-policy';
import { verdictOf } from '../../contract/policy/verdict';
import type { StoredCell } from '../../contract/query/evaluate';

const whyOf = (query: string, columns: Record<string, StoredCell>): string[] => {
  const cell = (name: string): StoredCell => columns[name];
  const verdict = verdictOf(judge(readPolicy(`must Sound: ${query}`, 'p'), { cell }));
  return reasonsOf(verdict, cell).map(({ why }) => why);
};
const tracks = (...all: Record<string, unknown>[]): Record<string, StoredCell> => ({
  Tracks: JSON.stringify(all),
});
const VIDEO = { Kind: 'Video', Format: 'AVC', Title: 'x'.repeat(200) };

describe('why a question about tracks fails', () => {
  it.each<[string, string, Record<string, StoredCell>, string]>([
    [
      'the fields asked, of the tracks of that kind',
      'audio(Language=ja and Channels=2)',
      tracks(VIDEO, { Kind: 'Audio', Channels: 2 }, { Kind: 'Audio', Language: 'de', Channels: 6 }),
      'audio 1: Language absent, Channels 2; audio 2: Language de, Channels 6',
    ],
    ['no such track', 'audio(Language=ja)', tracks(VIDEO), 'no audio track'],
    ['no tracks at all', 'text()', {}, 'no text track'],
    ['a track that must not be there', 'not audio()', tracks(VIDEO, { Kind: 'Audio' }), 'audio 1'],
    [
      'columns, and each kind once',
      'Format=MXF and audio(Channels=2) and audio(Language=ja) and text()',
      { Format: 'Wave', ...tracks({ Kind: 'Audio', Channels: 2 }) },
      'Format is Wave; audio 1: Channels 2, Language absent; no text track',
    ],
    [
      'not more than a person reads',
      'audio(Channels=2)',
      tracks(...Array.from({ length: 7 }, () => ({ Kind: 'Audio', Channels: 1 }))),
      `${[1, 2, 3, 4, 5].map((i) => `audio ${i}: Channels 1`).join('; ')}; and 2 more audio tracks`,
    ],
    ['long values in short', 'video(Title=a)', tracks(VIDEO), `video 1: Title ${'x'.repeat(80)}…`],
  ])('tells %s', (_, query, columns, found) => {
    expect(whyOf(query, columns)).toEqual([`${query}; ${found}`]);
  });
});
