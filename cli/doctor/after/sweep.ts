import type * as TableStore from 'tablestore';
import {
  readSweepState,
  SWEEP_COLUMN,
  SWEEP_INTERVAL_MINUTES,
  SWEEP_KEY,
  SWEEP_PERIODS,
  SWEEP_ROW,
  SWEEP_TABLE,
  type SweepPeriod,
  type SweepState,
} from '../../../contract/sweep';
import type { Checkup } from '../checkup';
import { Failure, NotChecked, type Passed } from '../finding';
import type { Pipeline } from './pipeline';

/** After so many periods without an end, something is wrong, or the bucket too large for the period. */
const PATIENCE_PERIODS = 2;

/**
 * How the sweep is getting on, by its state.
 * @param period as the output of the stack tells it; the check is made only where there is one
 */
export async function checkSweep(checkup: Checkup, pipeline: Pipeline, period: string): Promise<void> {
  await checkup.check('sweep', async () => {
    if (!pipeline.rowsFromHere) {
      throw new NotChecked('Tablestore cannot be asked from here: run this with --vpc inside Alibaba Cloud.');
    }
    const state = await stateOf(await pipeline.session.tablestore());
    return judge(state, SWEEP_PERIODS[period as SweepPeriod] ?? SWEEP_PERIODS.weekly, pipeline.began);
  });
}

async function stateOf(client: TableStore.Client): Promise<SweepState | undefined> {
  const { row } = await client.getRow({
    tableName: SWEEP_TABLE,
    primaryKey: [{ [SWEEP_KEY]: SWEEP_ROW }],
    maxVersions: 1,
  });
  const cell = row.attributes?.find(({ columnName }) => columnName === SWEEP_COLUMN);
  return readSweepState(cell?.columnValue);
}

/** @throws Failure when no sweep has ended for long */
function judge(state: SweepState | undefined, period: number, now: number): Passed {
  if (!state)
    return { detail: `None has begun yet: the timer fires every ${SWEEP_INTERVAL_MINUTES} minutes.` };
  const { started, position, figures, last } = state;
  const { objects, passedOver, slices } = last?.figures ?? figures;
  const facts = { isUnderWay: position !== undefined, objects, passedOver, slices };
  const when = started.slice(0, 19);
  if (now - Date.parse(started) > PATIENCE_PERIODS * period) {
    throw new Failure(
      position
        ? `The one that began at ${when} has not come to its end.`
        : `The last one began at ${when}, and none after it.`,
      undefined,
      facts,
    );
  }
  if (position) return { detail: `One is under way since ${when}.`, facts };
  return { detail: `The last one began at ${when} and compared ${objects} objects.`, facts };
}
