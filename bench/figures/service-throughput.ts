import { randomBytes } from 'node:crypto';
import * as TableStore from 'tablestore';
import type { PipelineConnection } from '../../cli/cloud/connection';
import { ossClient } from '../../cli/cloud/oss-client';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { sideBySide } from '../../cli/program/side-by-side';
import { PRIMARY_KEY } from '../../contract/table';

/** An operation that was repeated many times. */
export interface Rate {
  what: string;
  perSecond: number;
  unit: string;
}

/** Enough concurrent clients to keep a core busy. */
const AT_ONCE = 8;
const BUCKET = 'throughput';
const OBJECTS = 500;
const OBJECT_BYTES = 4096;
const LISTS = 100;
const ROWS = 1000;
const LARGE_BYTES = 256 * 1024 * 1024;

async function rate(what: string, unit: string, amount: number, work: () => Promise<void>): Promise<Rate> {
  const start = performance.now();
  await work();
  return { what, unit, perSecond: (amount * 1000) / (performance.now() - start) };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Put, get, head and list with the official client, which runs on the same machine. */
export async function ossRates(connection: PipelineConnection): Promise<Rate[]> {
  const client = ossClient(connection);
  // A bucket without a trigger, so that nothing else is busy.
  await client.putBucket(BUCKET);
  client.useBucket(BUCKET);
  const key = (i: number): string => `throughput/${i}.bin`;
  const content = randomBytes(OBJECT_BYTES);
  const large = Buffer.alloc(LARGE_BYTES);
  const each = (work: (i: number) => Promise<unknown>) => (): Promise<void> =>
    sideBySide(numbers(OBJECTS), AT_ONCE, async (i) => {
      await work(i);
    });
  return [
    await rate(
      'OSS put, 4 KiB',
      'objects/s',
      OBJECTS,
      each((i) => client.put(key(i), content)),
    ),
    await rate(
      'OSS get, 4 KiB',
      'objects/s',
      OBJECTS,
      each((i) => client.get(key(i))),
    ),
    await rate(
      'OSS head',
      'objects/s',
      OBJECTS,
      each((i) => client.head(key(i))),
    ),
    await rate('OSS list of 500 keys', 'lists/s', LISTS, () =>
      sideBySide(numbers(LISTS), AT_ONCE, async () => {
        await client.listV2({ prefix: 'throughput/', 'max-keys': String(OBJECTS) }, {});
      }),
    ),
    await rate('OSS put, 256 MiB', 'MB/s', LARGE_BYTES / 1e6, async () => {
      await client.put('throughput/large.bin', large);
    }),
    await rate('OSS get, 256 MiB', 'MB/s', LARGE_BYTES / 1e6, async () => {
      await client.get('throughput/large.bin');
    }),
  ];
}

/** Put and get of rows of some 2 KB with the official client. */
export async function tablestoreRates(connection: PipelineConnection): Promise<Rate[]> {
  const client = tablestoreClient(connection);
  const keyOf = (i: number): TableStore.PrimaryKey => [
    { [PRIMARY_KEY[0]]: `${i}.mp4` },
    { [PRIMARY_KEY[1]]: BUCKET },
  ];
  const attributeColumns: Record<string, TableStore.ColumnValue>[] = [
    { Format: 'MPEG-4' },
    { Status: 'DESCRIBED' },
    { Meta_data: 'x'.repeat(2000) },
    { VideoWidth: TableStore.Long.fromNumber(1920) },
  ];
  const condition = new TableStore.Condition(TableStore.RowExistenceExpectation.EXPECT_NOT_EXIST, null);
  return [
    await rate('Tablestore put', 'rows/s', ROWS, () =>
      sideBySide(numbers(ROWS), AT_ONCE, async (i) => {
        await client.putRow({
          tableName: connection.table,
          condition,
          primaryKey: keyOf(i),
          attributeColumns,
        });
      }),
    ),
    await rate('Tablestore get', 'rows/s', ROWS, () =>
      sideBySide(numbers(ROWS), AT_ONCE, async (i) => {
        const { row } = await client.getRow({
          tableName: connection.table,
          primaryKey: keyOf(i),
          maxVersions: 1,
        });
        if (!row.primaryKey) throw new Error(`The row ${i} must be there.`);
      }),
    ),
  ];
}
