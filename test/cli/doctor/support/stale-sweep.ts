import * as TableStore from 'tablestore';
import {
  noFigures,
  SWEEP_COLUMN,
  SWEEP_KEY,
  SWEEP_ROW,
  SWEEP_TABLE,
  type SweepState,
} from '../../../../contract/sweep';
import type { DoctorCloud } from './doctor-cloud';

const THREE_DAYS = 3 * 86_400_000;

/** The state that a sweep left whose timer fires no more. */
export async function staleSweep({ cloud, repairs }: DoctorCloud): Promise<void> {
  const { accessKeyId, accessKeySecret } = cloud.rootKey;
  const [stack] = cloud.ros.listStacks();
  const client = new TableStore.Client({
    ...{ accessKeyId, accessKeySecret, endpoint: cloud.tablestore.endpoint },
    instancename: String(stack!.outputs['InstanceName']),
  });
  const state: SweepState = {
    started: new Date(Date.now() - THREE_DAYS).toISOString(),
    tries: 0,
    figures: noFigures(),
  };
  const row = {
    tableName: SWEEP_TABLE,
    primaryKey: [{ [SWEEP_KEY]: SWEEP_ROW }],
    condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
  };
  await client.putRow({ ...row, attributeColumns: [{ [SWEEP_COLUMN]: JSON.stringify(state) }] });
  repairs.push(async () => void (await client.deleteRow(row)));
}
