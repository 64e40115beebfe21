import { QueryType } from 'tablestore';
import { toSearchQuery } from '../../cli/search/to-search-query';
import { parseQuery } from '../../contract/query/parse';

const NOW = Date.parse('2026-11-23T10:20:30.456Z');
const KINDS = new Map(
  Object.entries(QueryType).map(([name, number]) => [number, name.replace('_QUERY', '').toLowerCase()]),
);

/** The query, with names instead of the numbers of types, and 64-bit integers as text. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  if ('toBuffer' in value) return `${value}n`;
  const { queryType, query } = value as Record<string, unknown>;
  if (queryType !== undefined) return { [KINDS.get(Number(queryType))!]: readable(query ?? {}) };
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, readable(one)]));
}

const translate = (query: string): unknown => readable(toSearchQuery(parseQuery(query, NOW)));

it.each([
  ['', { match_all: {} }],
  ['VideoFormat=HEVC', { term: { fieldName: 'VideoFormat', term: 'HEVC' } }],
  ['VideoHeight=2160', { term: { fieldName: 'VideoHeight', term: '2160n' } }],
  ['VideoFrameRate=25', { term: { fieldName: 'VideoFrameRate', term: 25 } }],
  ['IsStreamable=yes', { term: { fieldName: 'IsStreamable', term: true } }],
  ['Size>2GB', { range: { fieldName: 'Size', rangeFrom: '2000000000n', includeLower: false } }],
  ['Size<=1', { range: { fieldName: 'Size', rangeTo: '1n', includeUpper: true } }],
  ['Key=films/*', { prefix: { fieldName: 'Key', prefix: 'films/' } }],
  ['Key=*.mp4', { wildcard: { fieldName: 'Key', value: '*.mp4' } }],
  ['Key~trailer', { wildcard: { fieldName: 'Key', value: '*trailer*' } }],
  ['Title~"evening news"', { match_phrase: { fieldName: 'Title', text: 'evening news' } }],
  ['VideoHeight in (1080, 2160)', { terms: { fieldName: 'VideoHeight', terms: ['1080n', '2160n'] } }],
  ['has TextLanguages', { exists: { fieldName: 'TextLanguages' } }],
  ['no TextLanguages', { bool: { mustNotQueries: [{ exists: { fieldName: 'TextLanguages' } }] } }],
])('%s', (query, expected) => {
  expect(translate(query)).toEqual(expected);
});

it('asks one track for everything between the parentheses', () => {
  const kind = { term: { fieldName: 'Tracks.Kind', term: 'Audio' } };
  const nested = (query: object): object => ({ nested: { path: 'Tracks', query, scoreMode: 1 } });
  const inTrack = {
    bool: {
      filterQueries: [
        { term: { fieldName: 'Tracks.Language', term: 'ja' } },
        { range: { fieldName: 'Tracks.Channels', rangeFrom: '6n', includeLower: true } },
      ],
    },
  };
  expect(translate('audio(Language=ja and Channels>=6)')).toEqual(
    nested({ bool: { filterQueries: [kind, inTrack] } }),
  );
  expect(translate('AUDIO()')).toEqual(nested(kind));
  expect(translate('not audio()')).toEqual({ bool: { mustNotQueries: [nested(kind)] } });
});

it('never lets a comparison hold for a row without the column, but not is the plain complement', () => {
  const term = { term: { fieldName: 'AudioFormat', term: 'AAC' } };
  expect(translate('AudioFormat!=AAC')).toEqual({
    bool: { filterQueries: [{ exists: { fieldName: 'AudioFormat' } }, { bool: { mustNotQueries: [term] } }] },
  });
  expect(translate('not AudioFormat=AAC')).toEqual({ bool: { mustNotQueries: [term] } });
});

it('combines', () => {
  const [a, b] = [{ term: { fieldName: 'Format', term: 'AVI' } }, { exists: { fieldName: 'Title' } }];
  expect(translate('Format=AVI and has Title')).toEqual({ bool: { filterQueries: [a, b] } });
  expect(translate('Format=AVI or has Title')).toEqual({
    bool: { shouldQueries: [a, b], minimumShouldMatch: 1 },
  });
});

it('compares with a day as a whole', () => {
  const [start, end] = ['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'];
  const range = (bounds: object): object => ({ range: { fieldName: 'LastModified', ...bounds } });
  expect(translate('LastModified=2026-11-01')).toEqual(
    range({ rangeFrom: start, includeLower: true, rangeTo: end, includeUpper: false }),
  );
  expect(translate('LastModified>2026-11-01')).toEqual(range({ rangeFrom: end, includeLower: true }));
  expect(translate('LastModified>=2026-11-01')).toEqual(range({ rangeFrom: start, includeLower: true }));
  expect(translate('LastModified<2026-11-01')).toEqual(range({ rangeTo: start, includeUpper: false }));
  expect(translate('LastModified<=2026-11-01')).toEqual(range({ rangeTo: end, includeUpper: false }));
});
