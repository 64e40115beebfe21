import type * as TableStore from 'tablestore';
import { rowKey } from '../../functions/extract/row-key';
import { PRIMARY_KEY, SCHEMA_VERSION } from '../../functions/extract/schema';
import { sideBySide } from '../../functions/extract/side-by-side';
import type { Session } from '../cloud/session';
import { ServiceError } from '../program/errors';
import type { ListedObject } from './list-objects';

/** Why an object needs describing; undefined when its row is right. */
export type Staleness = 'missing' | 'replaced' | 'outdated' | undefined;

/** The most that one request reads. */
const ROWS_PER_REQUEST = 100;
const REQUESTS_AT_ONCE = 4;
/** Rows that the service could not give this time are asked for again. */
const ATTEMPTS = 5;

const COLUMNS = ['ETag', 'Size', 'LastModified', 'SchemaVersion', 'ExtractedAt'];

type Cells = Map<string, TableStore.ColumnValue>;

/** Compares objects with their rows, in the order of the objects. */
export async function compareWithRows(session: Session, objects: ListedObject[]): Promise<Staleness[]> {
  const answers: Staleness[] = new Array(objects.length);
  const starts = Array.from(
    { length: Math.ceil(objects.length / ROWS_PER_REQUEST) },
    (_, i) => i * ROWS_PER_REQUEST,
  );
  await sideBySide(starts, REQUESTS_AT_ONCE, async (start) => {
    const part = objects.slice(start, start + ROWS_PER_REQUEST);
    const rows = await readRows(session, part);
    for (const [index, object] of part.entries()) answers[start + index] = stalenessOf(object, rows[index]);
  });
  return answers;
}

/** What differs between an object and its row. */
export function stalenessOf(object: ListedObject, row: Cells | undefined): Staleness {
  if (!row) return 'missing';
  const schemaVersion = Number(row.get('SchemaVersion') ?? 0);
  if (isReplaced(object, row)) return 'replaced';
  return schemaVersion < SCHEMA_VERSION ? 'outdated' : undefined;
}

function isReplaced({ etag, size, lastModified }: ListedObject, row: Cells): boolean {
  const time = Date.parse(lastModified);
  // The function could not learn the version, for want of permission say: what counts is whether it looked since.
  if (!row.has('ETag') || !row.has('LastModified'))
    return !(Date.parse(String(row.get('ExtractedAt'))) >= time);
  return (
    row.get('ETag') !== etag ||
    Number(row.get('Size')) !== size ||
    Date.parse(String(row.get('LastModified'))) !== time
  );
}

async function readRows(session: Session, objects: ListedObject[]): Promise<(Cells | undefined)[]> {
  const { bucket, table } = session.target;
  const rows: (Cells | undefined)[] = new Array(objects.length);
  let open = objects.map((_, index) => index);
  for (let attempt = 1; open.length > 0; attempt += 1) {
    const client = await session.tablestore();
    const { tables } = await client.batchGetRow({
      tables: [
        {
          tableName: table,
          primaryKey: open.map((index) => primaryKeyOf(bucket, objects[index]!.key)),
          columnsToGet: COLUMNS,
          maxVersions: 1,
        },
      ],
    });
    const items = tables[0] ?? [];
    const refused: number[] = [];
    for (const [position, index] of open.entries()) {
      const item = items[position];
      if (item?.isOk) rows[index] = cellsOf(item);
      else if (attempt < ATTEMPTS) refused.push(index);
      else throw new ServiceError(`Tablestore: ${item?.errorCode}: ${item?.errorMessage}`);
    }
    open = refused;
  }
  return rows;
}

function primaryKeyOf(bucket: string, key: string): TableStore.PrimaryKey {
  const [objectKey, bucketName] = PRIMARY_KEY;
  return [{ [objectKey]: rowKey({ bucket, key }) }, { [bucketName]: bucket }];
}

/** A row without any of the columns still has its primary key; no row has neither. */
function cellsOf({ primaryKey, attributes }: TableStore.BatchGetRowItem): Cells | undefined {
  if (!primaryKey?.length) return undefined;
  return new Map((attributes ?? []).map(({ columnName, columnValue }) => [columnName, columnValue]));
}
