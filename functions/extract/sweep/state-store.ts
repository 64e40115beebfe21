import { randomUUID } from 'node:crypto';
import {
  readSweepState,
  SWEEP_COLUMN,
  SWEEP_KEY,
  SWEEP_ROW,
  SWEEP_TABLE,
  type SweepState,
} from '../../../contract/sweep';
import { REVISION_COLUMN } from '../../../contract/table';
import { RowChangedError } from '../errors';
import { withAttempts } from '../tablestore/attempts';
import { getRowRequest, putRowRequest, type RowCondition, readGetRowResponse } from '../tablestore/messages';
import { callTablestore, type TablestoreSettings } from '../tablestore/table-client';

/** The state as it was read or written. */
export interface StoredState {
  /** Undefined when there is none, or one that cannot be understood. */
  state: SweepState | undefined;
  /** What the next write depends on; undefined when there is no row. */
  row: { revision: string | undefined } | undefined;
}

/** Where the state of the sweep is kept. */
export interface StateStore {
  /** @throws PlatformError */
  read(): Promise<StoredState>;
  /**
   * @param before what was read or written last
   * @throws RowChangedError when the state is not as it was then: another slice has it
   * @throws PlatformError
   */
  write(state: SweepState, before: StoredState): Promise<StoredState>;
}

const KEY = { [SWEEP_KEY]: SWEEP_ROW };

/** The state in the table for it. */
export function tablestoreState(rows: Omit<TablestoreSettings, 'table'>, onRequest: () => void): StateStore {
  const settings = { ...rows, table: SWEEP_TABLE };
  const call = (operation: string, request: Buffer): Promise<Buffer> =>
    withAttempts(operation, settings.deadline, () => {
      onRequest();
      return callTablestore(settings, operation, request);
    });
  const store: StateStore = {
    async read() {
      // The key is read too: otherwise a row without the other columns would look like no row.
      const columns = [SWEEP_COLUMN, REVISION_COLUMN, SWEEP_KEY];
      const cells = readGetRowResponse(await call('GetRow', getRowRequest(SWEEP_TABLE, KEY, columns)));
      if (!cells) return { state: undefined, row: undefined };
      const { [REVISION_COLUMN]: revision } = cells;
      return {
        state: readSweepState(cells[SWEEP_COLUMN]),
        row: { revision: typeof revision === 'string' ? revision : undefined },
      };
    },
    async write(state, { row }) {
      const revision = randomUUID();
      const cells = { [SWEEP_COLUMN]: JSON.stringify(state), [REVISION_COLUMN]: revision };
      const condition: RowCondition = row
        ? { row: 'present', column: REVISION_COLUMN, equals: row.revision }
        : { row: 'absent' };
      try {
        await call('PutRow', putRowRequest(SWEEP_TABLE, KEY, cells, condition));
      } catch (error) {
        if (!(error instanceof RowChangedError)) throw error;
        // When the answer to a write is lost it is sent again, and fails then by what it wrote itself.
        if ((await store.read()).row?.revision !== revision) throw error;
      }
      return { state, row: { revision } };
    },
  };
  return store;
}
