import type { Cells } from '../../../contract/cell';
import type { Range, StoredRow } from '../../../contract/keeping-up/sources';
import {
  leadsToItself,
  rowRangeOf,
  STORED_ROW_COLUMNS,
  storedRowOf,
} from '../../../contract/keeping-up/stored-rows';
import { PRIMARY_KEY } from '../../../contract/table';
import { withAttempts } from '../tablestore/attempts';
import { getRangeRequest, readGetRangeResponse } from '../tablestore/messages';
import { type DecodedRow, GREATEST, type KeyCells, LEAST } from '../tablestore/plain-buffer';
import { callTablestore, type TablestoreSettings } from '../tablestore/table-client';

const [OBJECT_KEY, BUCKET_NAME] = PRIMARY_KEY;

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
  const range = rowRangeOf(bucket, { prefix, after });
  const end = range.end === undefined ? keyCells(GREATEST, GREATEST) : keyCells(range.end, LEAST);
  let start: KeyCells | undefined = keyCells(range.start ?? LEAST, range.isBehind ? GREATEST : LEAST);
  while (start) {
    const request = getRangeRequest(settings.table, start, end, STORED_ROW_COLUMNS);
    const answer = await withAttempts('GetRange', settings.deadline, () => {
      onRequest();
      return callTablestore(settings, 'GetRange', request);
    });
    const page: { rows: DecodedRow[]; next: Cells | undefined } = readGetRangeResponse(answer);
    yield page.rows
      .filter(({ primaryKey }) => primaryKey[BUCKET_NAME] === bucket)
      .map(({ primaryKey, attributes }) =>
        storedRowOf(primaryKey[OBJECT_KEY], (column) => attributes[column]),
      )
      .filter((row) => leadsToItself(bucket, row) && row.key.startsWith(prefix));
    start = page.next;
  }
}
