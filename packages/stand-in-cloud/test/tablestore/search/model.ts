import { SearchIndex } from '../../../src/tablestore/search/search-index';
import { Table } from '../../../src/tablestore/table';
import { DEFAULT_OPTIONS } from '../../../src/tablestore/table-definition';
import { ManualClock } from '../../manual-clock';
import { columnsOf, compare, FIELDS, type PlainQuery, type PlainRow, plainScore } from './plain-index';

const LAG = 50;

/** A table with its index, and the rows that the index has to know. */
export class Model {
  readonly clock = new ManualClock(1_000_000);
  private readonly table = new Table(
    {
      name: 'T',
      primaryKey: [{ name: 'Id', type: 'STRING' }],
      definedColumns: [],
      options: DEFAULT_OPTIONS,
      reservedThroughput: { read: 0, write: 0 },
      createdAt: 0,
    },
    this.clock,
  );
  readonly index = new SearchIndex(
    { name: 'I', fields: FIELDS, createdAt: 0 } as never,
    this.table,
    this.clock,
    LAG,
  );
  readonly rows = new Map<string, PlainRow>();

  constructor() {
    this.table.addListener(this.index);
  }

  write(key: string, row: PlainRow | undefined): void {
    this.table.write({
      kind: row ? 'put' : 'delete',
      primaryKey: [{ type: 'STRING', value: key }],
      changes: row ? columnsOf(row).map(([name, value]) => ({ kind: 'put' as const, name, value })) : [],
      condition: { existence: 0 },
    });
    this.clock.advance(LAG);
    if (row) this.rows.set(key, row);
    else this.rows.delete(key);
  }

  /** What a query finds, in order of the key. */
  matching(query: PlainQuery): { key: string; row: PlainRow; score: number }[] {
    return [...this.rows]
      .sort(([left], [right]) => compare(left, right))
      .flatMap(([key, row]) => {
        const score = plainScore(query, row);
        return score === undefined ? [] : [{ key, row, score }];
      });
  }

  keyOf(slot: number): string {
    return (this.index.rows.row(slot)!.primaryKey[0] as { value: string }).value;
  }
}
