import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OSS from 'ali-oss';
import * as TableStore from 'tablestore';
import { ossClient } from '../../cli/cloud/oss-client';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { rowKey } from '../../contract/row-key';
import { type RunResult, runMedia } from './run-media';

jest.setTimeout(60_000);

/** The longest keys that OSS allows. They differ only after the point where row keys are cut, so their rows are in another order. */
const LONG = Array.from(
  { length: 12 },
  (_, i) => `long/${'k'.repeat(1_000)}${String(i).padStart(2, '0')}.txt`,
);
const SHORT = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e 北京.txt', 'f.txt', 'z/🎬.txt'];
const DAY_MS = 86_400_000;

let pipeline: LocalPipeline;
let oss: OSS;
let tablestore: TableStore.Client;
let folder: string;

/** Seen from tomorrow, everything that the test does is in the past. */
const run = (argv: string[], now = Date.now() + DAY_MS): Promise<RunResult> =>
  runMedia(argv, { now, env: { MEDIA_LOCAL: join(folder, 'local.json'), XDG_STATE_HOME: folder } });

const primaryKeyOf = (key: string, bucket = pipeline.connection.bucket): TableStore.PrimaryKey => [
  { ObjectKey: rowKey({ bucket, key }) },
  { BucketName: bucket },
];
const anyRow = () => new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null);

async function deleteRow(key: string): Promise<void> {
  const { table: tableName } = pipeline.connection;
  await tablestore.deleteRow({ tableName, condition: anyRow(), primaryKey: primaryKeyOf(key) });
}

async function putRow(key: string, Key: string, bucket?: string): Promise<void> {
  await tablestore.putRow({
    tableName: pipeline.connection.table,
    condition: anyRow(),
    primaryKey: primaryKeyOf(key, bucket),
    attributeColumns: [{ Key }, { ETag: 'OLD' }],
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  pipeline = await LocalPipeline.deploy();
  await writeFile(join(folder, 'local.json'), `${JSON.stringify(pipeline.connection)}\n`);
  oss = ossClient(pipeline.connection);
  tablestore = tablestoreClient(pipeline.connection);
  for (const key of [...SHORT, ...LONG]) await oss.put(key, Buffer.from(key));
  await pipeline.cloud.functions.idle();
});

afterAll(async () => {
  await pipeline?.close();
  await rm(folder, { recursive: true, force: true });
});

it('says so when every row agrees with its object, whatever else is in the table', async () => {
  // A row of another bucket, and a row that belongs to no object.
  await putRow('c.txt', 'c.txt', 'another-bucket');
  await putRow('x.txt', 'y.txt');

  const { code, out, err } = await run(['audit']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(
    '19 objects looked at: 0 without a row, 0 changed since, 0 with an outdated description, ' +
      '0 of another storage class or type than the row tells, 0 gone, with a row left behind.\n' +
      '1 rows were left alone: the key that they name is not theirs, so something else wrote them.\n',
  );
});

describe('with one of each kind, among short keys and among long ones', () => {
  const differences = {
    missing: ['a.txt', LONG[1]],
    orphaned: ['b.txt', LONG[3], LONG[4]],
    drifted: ['z/🎬.txt', LONG[5]],
    replaced: ['e 北京.txt'],
  };

  beforeAll(async () => {
    const { bucket } = pipeline.connection;
    for (const key of differences.missing) await deleteRow(key!);
    for (const key of differences.orphaned) pipeline.cloud.oss.expireObject(bucket, key!);
    for (const key of differences.drifted) pipeline.cloud.oss.moveObject(bucket, key!, 'IA');
    for (const key of differences.replaced) await putRow(key, key);
  });

  it('counts, names the first and ends with 1, without changing anything', async () => {
    const first = await run(['audit', '--json']);
    expect(first.code).toBe(1);
    const { examples, ...counts } = JSON.parse(first.out) as { examples: Record<string, string[]> };
    expect(counts).toEqual({
      listed: 16,
      rows: 17,
      missing: 2,
      replaced: 1,
      outdated: 0,
      drifted: 2,
      orphaned: 3,
      unannounced: 0,
      linked: 0,
      unwatched: 0,
      strange: 1,
    });
    for (const [kind, keys] of Object.entries(differences))
      expect([...(examples[kind] ?? [])].sort()).toEqual([...keys].sort());
    expect((await run(['audit', '--json'])).out).toBe(first.out);

    const { out } = await run(['audit', '--prefix', 'a']);
    expect(out).toContain('1 objects looked at: 1 without a row');
    expect(out).toMatch(/\nmissing:\n {2}a\.txt\n$/);
  });

  it('lists each of them as CSV', async () => {
    const { code, out, err } = await run(['audit', '--csv']);
    const [head, ...lines] = out.trimEnd().split('\r\n');
    expect(code).toBe(1);
    expect(head).toBe(
      'Difference,Key,ObjectETag,RowETag,ObjectLastModified,RowLastModified,ObjectStorageClass,RowStorageClass',
    );
    expect(lines.map((line) => line.split(',', 2)).sort()).toEqual(
      Object.entries(differences)
        .flatMap(([kind, keys]) => keys.map((key) => [kind, key]))
        .sort(),
    );
    expect(lines.find((line) => line.startsWith('drifted,z/'))).toMatch(/,IA,Standard$/);
    expect(err).toContain('16 objects looked at');
  });

  it('does not speak of what was written since it began', async () => {
    const { out } = await run(['audit', '--json'], Date.now() - DAY_MS);
    expect(JSON.parse(out)).toMatchObject({ missing: 0, replaced: 0, orphaned: 0, listed: 16 });
  });

  it('agrees again when backfill is through, which has the function look at each of them', async () => {
    const { out } = await run(['backfill', '--rate', '10000', '--json']);
    expect(JSON.parse(out)).toMatchObject({ sent: 8, orphaned: 3, drifted: 2, missing: 2, replaced: 1 });
    await pipeline.cloud.functions.idle();

    expect(await run(['audit'])).toMatchObject({ code: 0 });
    expect(JSON.parse((await run(['backfill', '--json'])).out)).toMatchObject({ rows: 16, sent: 0 });
    expect(JSON.parse((await run(['show', LONG[5]!, '--json'])).out)).toMatchObject({ StorageClass: 'IA' });
  });
});

it('misses no row of an object that the trigger is not for, and keeps right those that are there', async () => {
  const outputs = { ...pipeline.connection.outputs, Prefix: 'z/', Suffix: '.txt' };
  const file = join(folder, 'filtered.json');
  await writeFile(file, `${JSON.stringify({ ...pipeline.connection, outputs })}\n`);
  await deleteRow('a.txt');
  await deleteRow('z/🎬.txt');
  const counts = async (...argv: string[]) =>
    JSON.parse((await run(['audit', '--json', '--local', file, ...argv])).out) as object;

  expect(await counts()).toMatchObject({ missing: 1, unwatched: 1, listed: 15 });
  expect(await counts('--every-key')).toMatchObject({ missing: 2, unwatched: 0, listed: 16 });
  // The stack does not know the triggers of other buckets.
  expect((await run(['audit'])).out).toContain('2 without a row');
});

it('is told what it cannot do', async () => {
  expect(await run(['audit', '--csv', '--json'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('only one of them can be given'),
  });
});
