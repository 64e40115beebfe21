import * as TableStore from 'tablestore';
import { successorOf } from '../../contract/keeping-up/byte-order';
import type { Range, StoredRow } from '../../contract/keeping-up/sources';
import { ROW_STATE_COLUMNS, rowStateOf } from '../../contract/row';
import { cutAtCharacter, orderedBytes, rowKey } from '../../contract/row-key';
import { PRIMARY_KEY } from '../../contract/table';
import type { Session } from '../cloud/session';

const [OBJECT_KEY, BUCKET_NAME] = PRIMARY_KEY;

/** The primary key is named too: otherwise a row without any of the other columns would be left out. */
const COLUMNS = [...ROW_STATE_COLUMNS, 'Key', ...PRIMARY_KEY];

type RangePage = Awaited<ReturnType<TableStore.Client['getRange']>>;
type KeyEnd = string | typeof TableStore.INF_MIN;

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
  const beginning = (key: string): string => cutAtCharacter(key, orderedBytes(bucket));
  const end = successorOf(beginning(prefix));
  let start: TableStore.PrimaryKey | undefined =
    after !== ''
      ? primaryKey(beginning(after), TableStore.INF_MAX)
      : primaryKey(prefix ? beginning(prefix) : TableStore.INF_MIN, TableStore.INF_MIN);
  while (start) {
    const client = await session.tablestore();
    const page: RangePage = await client.getRange({
      tableName: table,
      direction: TableStore.Direction.FORWARD,
      inclusiveStartPrimaryKey: start,
      exclusiveEndPrimaryKey: primaryKey(
        end ?? TableStore.INF_MAX,
        end ? TableStore.INF_MIN : TableStore.INF_MAX,
      ),
      columnsToGet: COLUMNS,
      maxVersions: 1,
    });
    const own = page.rows.filter(({ primaryKey: [, owner] }) => owner?.value === bucket).map(storedRow);
    const known = own.filter((row) => rowKey({ bucket, key: row.key }) === row.rowKey);
    if (own.length > known.length) onStrange(own.length - known.length);
    yield known.filter(({ key }) => key.startsWith(prefix));
    start = page.nextStartPrimaryKey?.map(({ name, value }) => ({ [name]: value as string }));
  }
}

function storedRow({ primaryKey: [first], attributes }: RangePage['rows'][number]): StoredRow {
  const name = String(first!.value);
  const cells = new Map(attributes.map(({ columnName, columnValue }) => [columnName, columnValue]));
  const key = cells.get('Key');
  return {
    rowKey: name,
    key: typeof key === 'string' ? key : name,
    state: rowStateOf((column) => cells.get(column)),
  };
}
