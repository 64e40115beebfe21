import * as TableStore from 'tablestore';
import type { PipelineConnection } from '../../cli/cloud/connection';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { sideBySide } from '../../cli/program/side-by-side';
import { SCHEMA_VERSION } from '../../contract/table';
import { keyOf, OBJECT } from './generated-listing';

/** Tablestore's limit for one request. */
const ROWS_PER_REQUEST = 200;

/** Of each thousand, one of each kind: what a table comes to after years. */
export const WRONG = { missing: 1, replaced: 2, outdated: 3, drifted: 4, orphaned: 5 } as const;
const EACH = 1_000;

/** Puts the rows of so many objects into the table, without their reports, which no comparison reads. */
export async function putRows(connection: PipelineConnection, objects: number): Promise<void> {
  const client = tablestoreClient(connection);
  const { table: tableName, bucket } = connection;
  const starts = Array.from(
    { length: Math.ceil(objects / ROWS_PER_REQUEST) },
    (_, i) => i * ROWS_PER_REQUEST,
  );
  await sideBySide(starts, 4, async (start) => {
    const numbers = Array.from({ length: Math.min(ROWS_PER_REQUEST, objects - start) }, (_, i) => start + i);
    const rows = numbers.filter((i) => i % EACH !== WRONG.missing).flatMap((i) => rowsOf(i));
    await client.batchWriteRow({
      tables: [
        {
          tableName,
          rows: rows.map(({ key, cells }) => ({
            type: 'PUT',
            condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
            primaryKey: [{ ObjectKey: key }, { BucketName: bucket }],
            attributeColumns: Object.entries({ Key: key, ...cells }).map(([name, value]) => ({
              [name]: value,
            })),
          })),
        },
      ],
    } as never);
  });
}

type Cells = Record<string, TableStore.ColumnValue>;

function rowsOf(i: number): { key: string; cells: Cells }[] {
  const right: Cells = {
    RevisionId: `1c2d3e4f-0000-4000-8000-${String(i).padStart(12, '0')}`,
    Status: 'DESCRIBED',
    ETag: OBJECT.etag,
    Size: TableStore.Long.fromNumber(OBJECT.size),
    LastModified: OBJECT.lastModified,
    Crc64: '2505038575379371521',
    StorageClass: OBJECT.storageClass,
    ObjectType: OBJECT.objectType,
    SchemaVersion: TableStore.Long.fromNumber(SCHEMA_VERSION),
    EventTime: OBJECT.lastModified,
    ExtractedAt: '2026-11-01T10:00:01.000Z',
  };
  const rest = i % EACH;
  const row = (change: Cells = {}) => ({ key: keyOf(i), cells: { ...right, ...change } });
  if (rest === WRONG.replaced) return [row({ ETag: '00000000000000000000000000000000' })];
  if (rest === WRONG.outdated) return [row({ SchemaVersion: TableStore.Long.fromNumber(1) })];
  if (rest === WRONG.drifted) return [row({ StorageClass: 'IA' })];
  if (rest === WRONG.orphaned) return [row(), { key: `${keyOf(i)}.gone`, cells: right }];
  return [row()];
}
