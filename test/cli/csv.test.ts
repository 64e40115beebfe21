import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { csvLines } from '../../cli/output/csv';

const text = fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', '"', "'", 'é', '北') });
const cell = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(undefined));

it('writes what a library for CSV writes', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 5 }), (records) => {
      const texts = records.map((record) => record.map((one) => (one === undefined ? '' : String(one))));
      expect(csvLines(records)).toBe(stringify(texts, { record_delimiter: 'windows' }));
    }),
  );
});

it.each([
  ['a\nb', '"a\nb"'],
  ['a\rb', '"a\rb"'],
  ['"', '""""'],
])('quotes a line break and a quote of raw text: %j', (given, written) => {
  expect(csvLines([[given]], { raw: true })).toBe(`${written}\r\n`);
});

it.each(['=1+1', '+1', '-a', '@a', '＝1'])('has no spreadsheet run %s', (given) => {
  expect(csvLines([[given]])).toBe(`'${given}\r\n`);
});

it('leaves cells out that are absent, wherever they stand', () => {
  expect(csvLines([[undefined, 1, undefined, undefined, 'b', undefined], [undefined], []])).toBe(
    ',1,,,b,\r\n\r\n\r\n',
  );
});
