import type { Cells } from '../../../contract/cell';
import { successorOf } from '../../../contract/keeping-up/byte-order';
import type { Range, StoredRow } from '../../../contract/keeping-up/sources';
import { ROW_STATE_COLUMNS, rowStateOf } from '../../../contract/row';
import { cutAtCharacter, orderedBytes, rowKey } from '../../../contract/row-key';
import { PRIMARY_KEY } from '../../../contract/table';
import { withAttempts } from '../tablestore/attempts';
import { getRangeRequest, readGetRangeResponse } from '../tablestore/messages';
import { type DecodedRow, GREATEST, type KeyCells, LEAST } from '../tablestore/plain-buffer';
import { callTablestore, type TablestoreSettings } from '../tablestore/table-client';

const [OBJECT_KEY, BUCKET_NAME] = PRIMARY_KEY;

/** The primary key is named too: otherwise a row without any of the other columns would be left out. */
const COLUMNS = [...ROW_STATE_COLUMNS, 'Key', ...PRIMARY_KEY];

const keyCells = (objectKey: KeyCells[string], bucketName: KeyCells[string]): KeyCells => ({
  [OBJECT_KEY]: objectKey,
  [BUCKET_NAME]: bucketName,
});

/**
 * Pages of a bucket's rows in the order of the primary key, at most 5,000 rows or 4 MB a request, which is Tablestore's
 * limit. Rows of other buckets in the table are read and left out, and so are those whose key leads to another row:
 * this product wrote none like them.
 *
 * @param onRequest called for each request
 * @throws PlatformError when Tablestore cannot be asked, or does not allow it
 */
export async function* listRows(
  settings: TablestoreSettings,
  bucket: string,
  { prefix, after }: Range,
  onRequest: () => void,
): AsyncGenerator<StoredRow[]> {
  const beginning = (key: string): string => cutAtCharacter(key, orderedBytes(bucket));
  const last = successorOf(beginning(prefix));
  const end = last === undefined ? keyCells(GREATEST, GREATEST) : keyCells(last, LEAST);
  let start: KeyCells | undefined =
    after !== '' ? keyCells(beginning(after), GREATEST) : keyCells(prefix ? beginning(prefix) : LEAST, LEAST);
  while (start) {
    const request = getRangeRequest(settings.table, start, end, COLUMNS);
    const answer = await withAttempts('GetRange', settings.deadline, () => {
      onRequest();
      return callTablestore(settings, 'GetRange', request);
    });
    const page: { rows: DecodedRow[]; next: Cells | undefined } = readGetRangeResponse(answer);
    yield page.rows
      .filter(({ primaryKey }) => primaryKey[BUCKET_NAME] === bucket)
      .map(storedRow)
      .filter((row) => rowKey({ bucket, key: row.key }) === row.rowKey && row.key.startsWith(prefix));
    start = page.next;
  }
}

function storedRow({ primaryKey, attributes }: DecodedRow): StoredRow {
  const { [OBJECT_KEY]: name } = primaryKey;
  const { Key: key } = attributes;
  const rowKeyOf = typeof name === 'string' ? name : '';
  return {
    rowKey: rowKeyOf,
    key: typeof key === 'string' ? key : rowKeyOf,
    state: rowStateOf((column) => attributes[column]),
  };
}
