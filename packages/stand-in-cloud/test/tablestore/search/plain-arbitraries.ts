import fc from 'fast-check';
import type { SorterMessage } from '../../../src/tablestore/search/search-types';
import type { PlainQuery, PlainRow } from './plain-index';

// Few different values, so that rows are equal in many ways; texts whose order in UTF-16 is not that in UTF-8.
const TEXTS = ['a', 'ab', 'b', 'ba', '\ue000', '🎬'];
const text = fc.constantFrom(...TEXTS);
const whole = fc.integer({ min: -2, max: 5 });
const rate = fc.constantFrom(23.976, 25, 50);

export const key = fc.constantFrom(...Array.from({ length: 25 }, (_, i) => `k${i}`));

export const row: fc.Arbitrary<PlainRow> = fc.record(
  {
    Name: text,
    Size: whole,
    Rate: rate,
    Flag: fc.boolean(),
    Tags: fc.array(text, { maxLength: 3 }),
    Sizes: fc.array(whole, { maxLength: 3 }),
    Tracks: fc.array(fc.record({ Codec: text, Channels: whole }, { requiredKeys: [] }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const valueFor = (field: string): fc.Arbitrary<string | number | boolean> => {
  if (field === 'Flag') return fc.boolean();
  if (field === 'Rate') return rate;
  return ['Size', 'Sizes', 'Tracks.Channels'].includes(field) ? whole : text;
};

const FIELDS_OF_ROWS = ['Name', 'Size', 'Rate', 'Flag', 'Tags', 'Sizes'];
const FIELDS_OF_TRACKS = ['Tracks.Codec', 'Tracks.Channels'];

const leaf = (fields: string[]): fc.Arbitrary<PlainQuery> =>
  fc.constantFrom(...fields).chain((field) =>
    fc.oneof(
      fc.record({
        kind: fc.constant('term' as const),
        field: fc.constant(field),
        values: fc.array(valueFor(field), { minLength: 1, maxLength: 2 }),
      }),
      fc.record(
        {
          kind: fc.constant('range' as const),
          field: fc.constant(field),
          from: valueFor(field),
          to: valueFor(field),
          lower: fc.boolean(),
          upper: fc.boolean(),
        },
        { requiredKeys: ['kind', 'field', 'lower', 'upper'] },
      ),
      fc.record({ kind: fc.constant('exists' as const), field: fc.constant(field) }),
      fc.record({
        kind: fc.constant('prefix' as const),
        field: fc.constantFrom(...fields.filter((name) => ['Name', 'Tags', 'Tracks.Codec'].includes(name))),
        text,
      }),
    ),
  );

const bool = (part: fc.Arbitrary<PlainQuery>): fc.Arbitrary<PlainQuery> => {
  const parts = fc.array(part, { maxLength: 2 });
  return fc.record({
    kind: fc.constant('bool' as const),
    must: parts,
    mustNot: parts,
    filter: parts,
    should: parts,
  });
};

const ofTrack = fc.oneof(leaf(FIELDS_OF_TRACKS), bool(leaf(FIELDS_OF_TRACKS)));
const simple: fc.Arbitrary<PlainQuery> = fc.oneof(
  { weight: 4, arbitrary: leaf(FIELDS_OF_ROWS) },
  { weight: 1, arbitrary: leaf([...FIELDS_OF_TRACKS, 'Name']) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('nested' as const), inner: ofTrack }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ kind: 'all' as const }, { kind: 'exists' as const, field: 'Tracks' }),
  },
);
export const query: fc.Arbitrary<PlainQuery> = fc.oneof(simple, bool(simple), bool(bool(simple)));

const order = fc.constantFrom(0, 1);
const sorter: fc.Arbitrary<SorterMessage> = fc.oneof(
  fc.record({
    fieldSort: fc.record(
      {
        fieldName: fc.constantFrom(...FIELDS_OF_ROWS, ...FIELDS_OF_TRACKS),
        order,
        mode: fc.constantFrom(0, 1),
      },
      { requiredKeys: ['fieldName', 'order'] },
    ),
  }),
  fc.record({ pkSort: fc.record({ order }) }),
  fc.record({ scoreSort: fc.record({ order }) }),
);
export const sort = fc.array(sorter, { maxLength: 3 });
