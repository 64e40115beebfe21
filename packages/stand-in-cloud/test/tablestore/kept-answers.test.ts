import fc from 'fast-check';
import { foundKeys, LAG, MATCH_ALL, putSample, query, runSearch, startSampleIndex } from './sample-index';
import { TableStore } from './sdk';
import { ignore, key, type Stage, TABLE } from './support';

let stage: Stage;
beforeAll(async () => {
  stage = await startSampleIndex();
  for (const name of ['a.mp4', 'b.mp4', 'c.mkv', 'd.wav']) await remove(name);
});
afterAll(() => stage.server.close());

const remove = (name: string): Promise<unknown> =>
  stage.client.deleteRow({ tableName: TABLE, condition: ignore(), primaryKey: key(name) });
const long = (value: number): unknown => TableStore.Long.fromNumber(value);

const FORMATS = ['AVI', 'MXF', 'Wave'];
/** More than answers are kept of, among them one that sorts. */
const QUESTIONS = [
  ...FORMATS.map((format) => ({
    searched: query('TERM_QUERY', { fieldName: 'Format', term: format }),
    isFound: (row: Row) => row.format === format,
  })),
  { searched: MATCH_ALL, isFound: () => true },
  {
    searched: query('RANGE_QUERY', { fieldName: 'Height', rangeFrom: long(2), includeLower: true }),
    isFound: (row: Row) => row.height >= 2,
  },
];

interface Row {
  format: string;
  height: number;
}
type Change = { name: string; row: Row | undefined };

const change: fc.Arbitrary<Change> = fc.record({
  name: fc.constantFrom('k1', 'k2', 'k3'),
  row: fc.option(fc.record({ format: fc.constantFrom(...FORMATS), height: fc.nat(4) }), { nil: undefined }),
});

it('finds what the rows are now, whatever was asked before they changed', async () => {
  const model = new Map<string, Row>();
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      for (const { name, row } of changes) {
        if (row) {
          await putSample(stage, name, [{ Format: row.format }, { Height: long(row.height) }]);
          model.set(name, row);
        } else {
          await remove(name);
          model.delete(name);
        }
        stage.clock.advance(LAG);
        // There and back, so that the last question before a change is the first one after it.
        for (const { searched, isFound } of [...QUESTIONS, ...QUESTIONS.toReversed()]) {
          const expected = [...model].filter(([, one]) => isFound(one)).map(([found]) => found);
          const answer = await runSearch(stage, { query: searched });
          expect(foundKeys(answer)).toEqual(expected.sort());
          expect(Number(answer.totalCounts)).toBe(expected.length);
        }
      }
    }),
    { numRuns: 5 },
  );
});
