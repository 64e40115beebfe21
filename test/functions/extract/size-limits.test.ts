import type { Cells, CellValue } from '../../../contract/cell';
import { COLUMNS, maxBytesOf } from '../../../contract/columns';
import type { Row } from '../../../contract/row';
import { rowKey } from '../../../contract/row-key';
import { REPORT_COLUMN, REVISION_COLUMN } from '../../../contract/table';
import { buildRow } from '../../../functions/extract/build-row';
import { MAX_CELL_BYTES } from '../../../functions/extract/report/store-report';
import { TablestoreRows } from '../../../functions/extract/tablestore/tablestore-rows';
import { ROLE } from './support/account';
import { INSTANCE, TABLE, TestTable } from './support/table';

/** Tablestore's limits for one write: attribute columns and bytes. */
const MOST_COLUMNS = 1_024;
const MOST_BYTES = 4 * 1024 * 1024;

let table: TestTable;
let rows: TablestoreRows;
beforeEach(async () => {
  table = await TestTable.start();
  rows = new TablestoreRows({
    endpoint: table.server.endpoint,
    instance: INSTANCE,
    table: TABLE,
    credentials: ROLE,
    deadline: Number.MAX_SAFE_INTEGER,
  });
});
afterEach(() => table.close());

const VALUES: Record<string, CellValue> = {
  integer: 2n ** 63n - 1n,
  double: Math.PI,
  boolean: true,
  binary: Buffer.alloc(MAX_CELL_BYTES),
};

/**
 * A row with every column that can exist at the same time, each as long as allowed. A report is stored in
 * only one of the two columns.
 */
function largestRow(): Row {
  const row: Cells = {};
  for (const column of COLUMNS) row[column.name] = VALUES[column.type] ?? 'x'.repeat(maxBytesOf(column));
  delete row['Meta_data_gzip'];
  return { ...row, [REPORT_COLUMN]: 'x'.repeat(MAX_CELL_BYTES) };
}

describe('the largest row', () => {
  it('fits into one write, in columns and in bytes', async () => {
    const row = largestRow();
    const address = { bucket: 'b'.repeat(63), key: 'k'.repeat(1_023) };
    await rows.put(address, row, undefined);

    const stored = await table.row(rowKey(address), address.bucket);
    expect(Object.keys(stored ?? {})).toHaveLength(COLUMNS.length - 1);
    expect(COLUMNS.length).toBeLessThanOrEqual(MOST_COLUMNS);
  });

  it('is what a description with endless texts is cut down to', () => {
    const endless = 'é'.repeat(10_000);
    const version = { etag: 'E', size: 1, lastModified: '2026-11-22T10:00:00Z', contentType: endless };
    const description = { status: 'FAILED' as const, reason: endless, doubts: [], columns: {} };
    const row = buildRow({ bucket: 'media', key: 'k' }, version, description, {}, 0);
    for (const [name, value] of Object.entries(row)) {
      const column = COLUMNS.find((candidate) => candidate.name === name)!;
      if (typeof value === 'string')
        expect([name, Buffer.byteLength(value) <= maxBytesOf(column)]).toEqual([name, true]);
    }
  });
});

describe('one write', () => {
  const address = { bucket: 'media', key: 'k' };
  const columns = (count: number): Row =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`C${i}`, 1n]));

  it('holds 1,024 columns, and not one more', async () => {
    const revision = { [REVISION_COLUMN]: 'r' };
    await rows.put(address, { ...columns(MOST_COLUMNS - 1), ...revision }, undefined);
    await expect(rows.put(address, columns(MOST_COLUMNS + 1), { revision: 'r' })).rejects.toThrow(
      'Tablestore PutRow: OTSParameterInvalid',
    );
  });

  it('holds 4 MB, and not a byte more', async () => {
    const first = Buffer.alloc(MAX_CELL_BYTES);
    // Names and the primary key count too: 'ObjectKey' and 'k', 'BucketName' and 'media', 'A' and 'B'.
    const two = (second: Buffer) => ({ A: first, B: second }) as Row;
    const room = MOST_BYTES - MAX_CELL_BYTES - 'ObjectKeykBucketNamemediaAB'.length;
    await rows.put(address, two(Buffer.alloc(room)), undefined);
    await expect(rows.put(address, two(Buffer.alloc(room + 1)), {})).rejects.toThrow(
      'Tablestore PutRow: OTSParameterInvalid',
    );
  });
});
