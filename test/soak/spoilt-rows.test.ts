import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from 'stand-in-cloud';
import * as TableStore from 'tablestore';
import type { PipelineConnection } from '../../cli/cloud/connection';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { soak } from '../../cli/soak/soak';
import { readRows } from '../../cli/soak/state';
import { rowKey } from '../../contract/row-key';
import { collector, fakeTerminal } from '../cli/run-media';

const primaryKeyOf = (bucket: string, key: string): TableStore.PrimaryKey => [
  { ObjectKey: rowKey({ bucket, key }) },
  { BucketName: bucket },
];

/** The file that `spoil` leaves in a temporary directory. */
const LITTER = 'left behind.mp4';

/** Deletes a row, gives one another version, changes a column of one, adds one without an object, and leaves a file in an instance. */
async function spoil(connection: PipelineConnection, { functions }: Cloud): Promise<void> {
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

it('The soak counts each kind of spoilt row and what leaked, names it, and ends with exit code 1', async () => {
  const [stdout, stderr] = [collector(), collector()];
  const terminal = { ...fakeTerminal(), stdout: stdout.stream, stderr: stderr.stream };
  const options = { objects: 8, writers: 2, seed: 3, json: true };
  const code = await soak(options, terminal, { beforeCheck: spoil });

  expect(code).toBe(1);
  const figures = JSON.parse(stdout.text());
  expect(figures).toMatchObject({
    missing: 1,
    stale: 1,
    orphaned: 1,
    wrong: 1,
    leaked: 1,
    seed: 3,
    objects: 8,
    writers: 2,
  });
  expect(Object.values(figures.faults as Record<string, number>).reduce((a, b) => a + b)).toBeGreaterThan(0);
  for (const kind of ['missing', 'stale', 'wrong'])
    expect(stderr.text()).toMatch(new RegExp(`^${kind}  soak/`, 'm'));
  expect(stderr.text()).toMatch(new RegExp(`^leaked  media-metadata-.*: more than usual: .*${LITTER}`, 'm'));
  expect(stderr.text()).toContain('orphaned  soak/nothing.mp4: status DESCRIBED');
}, 300_000);
