import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from 'stand-in-cloud';
import * as TableStore from 'tablestore';
import type { PipelineConnection } from '../../cli/cloud/connection';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { readRows } from '../../cli/soak/state';
import { rowKey } from '../../contract/row-key';

const primaryKeyOf = (bucket: string, key: string): TableStore.PrimaryKey => [
  { ObjectKey: rowKey({ bucket, key }) },
  { BucketName: bucket },
];

/** The file that `spoil` leaves in a temporary directory. */
export const LITTER = 'left behind.mp4';

/** Deletes a row, gives one another version, changes a column of one, adds one without an object, and leaves a file in an instance. */
export async function spoil(connection: PipelineConnection, { functions }: Cloud): Promise<void> {
  const [littered] = await functions.holdings();
  writeFileSync(join(littered!.temporaryDirectory, LITTER), '');
  const client = tablestoreClient(connection);
  const { table: tableName, bucket } = connection;
  const [gone, stale, wrong] = await readRows(client, connection);
  const condition = new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null);
  const change = (key: string, column: Record<string, string>) =>
    client.updateRow({
      tableName,
      condition,
      primaryKey: primaryKeyOf(bucket, key),
      updateOfAttributeColumns: [{ PUT: [column] }],
    });
  await client.deleteRow({ tableName, condition, primaryKey: primaryKeyOf(bucket, gone!.key) });
  await change(stale!.key, { ETag: 'OF-AN-EARLIER-VERSION' });
  await change(wrong!.key, { Format: 'Another' });
  await client.putRow({
    tableName,
    condition,
    primaryKey: primaryKeyOf(bucket, 'soak/nothing.mp4'),
    attributeColumns: [{ Status: 'DESCRIBED' }],
  });
}
