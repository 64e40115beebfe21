import * as TableStore from 'tablestore';
import type { Range, StoredRow } from '../../contract/keeping-up/sources';
import {
  leadsToItself,
  rowRangeOf,
  STORED_ROW_COLUMNS,
  storedRowOf,
} from '../../contract/keeping-up/stored-rows';
import { PRIMARY_KEY } from '../../contract/table';
import type { Session } from '../cloud/session';

const [OBJECT_KEY, BUCKET_NAME] = PRIMARY_KEY;

type RangePage = Awaited<ReturnType<TableStore.Client['getRange']>>;
type KeyEnd = string | typeof TableStore.INF_MIN | typeof TableStore.INF_MAX;

const primaryKey = (objectKey: KeyEnd, bucketName: KeyEnd): TableStore.PrimaryKey => [
  { [OBJECT_KEY]: objectKey },
  { [BUCKET_NAME]: bucketName },
];

/**
 * Pages of the bucket's rows in the order of the primary key, at most 5,000 rows or 4 MB a request, which is Tablestore's
 * limit. Rows of other buckets in the table are read and left out.
 *
 * @param onStrange is told how many rows were left out because their key leads to another row
 */
export async function* listRows(
  session: Session,
  { prefix, after }: Range,
  onStrange: (rows: number) => void = () => {},
): AsyncGenerator<StoredRow[]> {
  const { bucket, table } = session.target;
  const range = rowRangeOf(bucket, { prefix, after });
  const end =
    range.end === undefined
      ? primaryKey(TableStore.INF_MAX, TableStore.INF_MAX)
      : primaryKey(range.end, TableStore.INF_MIN);
  let start: TableStore.PrimaryKey | undefined = primaryKey(
    range.start ?? TableStore.INF_MIN,
    range.isBehind ? TableStore.INF_MAX : TableStore.INF_MIN,
  );
  while (start) {
    const client = await session.tablestore();
    const page: RangePage = await client.getRange({
      tableName: table,
      direction: TableStore.Direction.FORWARD,
      inclusiveStartPrimaryKey: start,
      exclusiveEndPrimaryKey: end,
      columnsToGet: STORED_ROW_COLUMNS,
      maxVersions: 1,
    });
    const own = page.rows.filter(({ primaryKey: [, owner] }) => owner?.value === bucket).map(storedRow);
    const known = own.filter((row) => leadsToItself(bucket, row));
    if (own.length > known.length) onStrange(own.length - known.length);
    yield known.filter(({ key }) => key.startsWith(prefix));
    start = page.nextStartPrimaryKey?.map(({ name, value }) => ({ [name]: value as string }));
  }
}

function storedRow({ primaryKey: [first], attributes }: RangePage['rows'][number]): StoredRow {
  const cells = new Map(attributes.map(({ columnName, columnValue }) => [columnName, columnValue]));
  return storedRowOf(first?.value, (column) => cells.get(column));
}
