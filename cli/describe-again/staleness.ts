import { setTimeout as sleep } from 'node:timers/promises';
import type * as TableStore from 'tablestore';
import { ROW_STATE_COLUMNS, rowStateOf } from '../../contract/row';
import { rowKey } from '../../contract/row-key';
import { type DescribedWith, judgeRow } from '../../contract/row-verdict';
import { PRIMARY_KEY } from '../../contract/table';
import type { Session } from '../cloud/session';
import { ServiceError } from '../program/errors';
import { sideBySide } from '../program/side-by-side';
import type { ListedObject } from './list-objects';

/** Why an object needs a description; undefined when it needs none. */
export type Staleness = 'missing' | 'replaced' | 'outdated' | 'unannounced' | undefined;

/** Tablestore's limit for one request. */
const ROWS_PER_REQUEST = 100;
const REQUESTS_AT_ONCE = 4;
/** How often rows are requested that the service could not return. */
const ATTEMPTS = 5;
/** Doubled each time, it makes a second and a half: a partition that is being split takes about one. */
const FIRST_WAIT_MS = 100;

type Cells = Map<string, TableStore.ColumnValue>;

/** Compares objects with their rows, in the order of the objects. */
export async function compareWithRows(session: Session, objects: ListedObject[]): Promise<Staleness[]> {
  const { describedWith } = session.target;
  const answers: Staleness[] = new Array(objects.length);
  const starts = Array.from(
    { length: Math.ceil(objects.length / ROWS_PER_REQUEST) },
    (_, i) => i * ROWS_PER_REQUEST,
  );
  await sideBySide(starts, REQUESTS_AT_ONCE, async (start) => {
    const part = objects.slice(start, start + ROWS_PER_REQUEST);
    const rows = await readRows(session, part);
    for (const [index, object] of part.entries())
      answers[start + index] = stalenessOf(object, rows[index], describedWith);
  });
  return answers;
}

/** Objects whose description failed are left out here. `media retry` has them described again. */
export function stalenessOf(object: ListedObject, row: Cells | undefined, now: DescribedWith): Staleness {
  const verdict = judgeRow(row && rowStateOf((column) => row.get(column)), object.key, object, now);
  return verdict === 'right' || verdict === 'retryable' || verdict === 'spent' ? undefined : verdict;
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
          columnsToGet: [...ROW_STATE_COLUMNS],
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
    if (open.length > 0) await sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
  }
  return rows;
}

function primaryKeyOf(bucket: string, key: string): TableStore.PrimaryKey {
  const [objectKey, bucketName] = PRIMARY_KEY;
  return [{ [objectKey]: rowKey({ bucket, key }) }, { [bucketName]: bucket }];
}

/** A row without any of the requested columns still has its primary key. A missing row has neither. */
function cellsOf({ primaryKey, attributes }: TableStore.BatchGetRowItem): Cells | undefined {
  if (!primaryKey?.length) return undefined;
  return new Map((attributes ?? []).map(({ columnName, columnValue }) => [columnName, columnValue]));
}
