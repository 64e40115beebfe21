import { mediaRow } from '../../bench/corpus/media-rows';
import { COLUMNS } from '../../contract/columns';
import { STATUS_NAMES } from '../../contract/statuses';

const ROWS = Array.from({ length: 500 }, (_, i) => mediaRow(i));
const TYPES = new Map(COLUMNS.map(({ name, type }) => [name, type]));

function typeOf(value: unknown): string[] {
  if (Array.isArray(value)) return ['list'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'double'] : ['double'];
  return typeof value === 'boolean' ? ['boolean'] : ['string', 'time'];
}

describe('generated rows', () => {
  it('are the same for a number on every run, and of another key for another', () => {
    expect(ROWS.map((_, i) => mediaRow(i))).toEqual(ROWS);
    expect(new Set(ROWS.map(({ Key }) => Key)).size).toBe(ROWS.length);
  });

  it('hold columns of the schema in their types', () => {
    for (const row of ROWS) {
      expect(STATUS_NAMES).toContain(row['Status']);
      for (const [name, value] of Object.entries(row)) expect(typeOf(value)).toContain(TYPES.get(name));
    }
  });
});
