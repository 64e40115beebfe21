import fc from 'fast-check';
import { COLUMNS, MEDIA_COLUMNS, maxBytesOf } from '../../../../contract/columns';
import { readColumns } from '../../../../functions/extract/report/read-columns';

const TYPES: Record<string, string> = { integer: 'bigint', double: 'number', boolean: 'boolean' };

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ maxLength: 3_000 }),
  fc.constantFrom('', ' / ', '1 / 2', 'AVC', 'High', '4.1', 'Yes', '2026-11-22 10:00:00 UTC', '25.000'),
  fc.double().map(String),
);

const tracks = fc.array(
  fc.constantFrom(...MEDIA_COLUMNS).chain(({ track }) =>
    fc
      .array(fc.tuple(fc.constantFrom(...MEDIA_COLUMNS.map(({ field = 'Format' }) => field)), text), {
        maxLength: 12,
      })
      .map((fields) => ({ type: track, fields: new Map(fields) })),
  ),
  { maxLength: 12 },
);

it('whatever a report holds, its columns are declared, typed and within their length', () => {
  fc.assert(
    fc.property(tracks, (all) => {
      for (const [name, value] of Object.entries(readColumns({ tracks: all }))) {
        const column = COLUMNS.find((candidate) => candidate.name === name)!;
        expect([name, typeof value]).toEqual([name, TYPES[column.type] ?? 'string']);
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        if (typeof value !== 'string') continue;
        expect(value).not.toBe('');
        expect(Buffer.byteLength(value)).toBeLessThanOrEqual(maxBytesOf(column));
        if (column.type === 'list') expect(JSON.parse(value).length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 100 },
  );
});
