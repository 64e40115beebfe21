import type { TablestoreFault } from 'stand-in-cloud';
import { PlatformError, RowChangedError } from '../../../../functions/extract/errors';
import { MAX_CELL_BYTES } from '../../../../functions/extract/report/store-report';
import { TablestoreRows } from '../../../../functions/extract/tablestore/tablestore-rows';
import { ROLE, ROOT } from '../support/account';
import { INSTANCE, TABLE, TestTable } from '../support/table';

const address = { bucket: 'media', key: '北京 100%+ 🎬.mp4' };
const ROW = {
  Status: 'DESCRIBED',
  ETag: 'ABC',
  Size: 12_345_678_901n,
  LastModified: '2026-11-22T10:00:00.000Z',
  SchemaVersion: 1n,
  VideoFrameRate: 25,
  IsStreamable: true,
  Meta_data_gzip: Buffer.from([0, 255, 1]),
  RevisionId: 'first',
};

const deadline = Number.MAX_SAFE_INTEGER;

let stage: TestTable;
let rows: TablestoreRows;

const rowsAs = (
  credentials: { accessKeyId: string; accessKeySecret: string; securityToken?: string },
  table = TABLE,
) =>
  new TablestoreRows({ endpoint: stage.server.endpoint, instance: INSTANCE, table, credentials, deadline });

/** The first requests fail with these faults, one each; later requests succeed. */
const faults = (...list: TablestoreFault[]) => stage.server.injectFaults(() => list.shift());

beforeEach(async () => {
  stage = await TestTable.start();
  rows = rowsAs(ROLE);
});
afterEach(() => stage.close());

describe('rows in Tablestore', () => {
  it('are absent until they are put', async () => {
    expect(await rows.read(address)).toBeUndefined();
    await rows.put(address, ROW, undefined);
    expect(await rows.read(address)).toMatchObject({
      revision: 'first',
      status: 'DESCRIBED',
      size: 12_345_678_901,
    });
  });

  it('are read by the official SDK with the types that went in', async () => {
    await rows.put(address, ROW, undefined);
    expect(await stage.row(address.key, address.bucket)).toEqual({
      ...ROW,
      Size: 12_345_678_901,
      SchemaVersion: 1,
    });
  });

  it('are replaced whole', async () => {
    await rows.put(address, ROW, undefined);
    await rows.put(address, { Status: 'EMPTY', RevisionId: 'second' }, { revision: 'first' });
    expect(await rows.read(address)).toEqual({ revision: 'second', status: 'EMPTY' });
  });

  it('are neither replaced nor deleted when they are not as they were read', async () => {
    await expect(rows.put(address, ROW, { revision: 'first' })).rejects.toThrow(RowChangedError);
    await rows.put(address, ROW, undefined);
    await expect(rows.put(address, ROW, undefined)).rejects.toThrow(RowChangedError);
    await expect(rows.put(address, ROW, { revision: 'other' })).rejects.toThrow(RowChangedError);
    await expect(rows.delete(address, { revision: 'other' })).rejects.toThrow(RowChangedError);
    await rows.delete(address, { revision: 'first' });
    await expect(rows.delete(address, { revision: 'first' })).rejects.toThrow(RowChangedError);
    expect(await rows.read(address)).toBeUndefined();
  });

  it('of another hand, without a revision, are seen and replaced once', async () => {
    await rows.put(address, { Note: 'mine' } as object, undefined);
    const foreign = await rows.read(address);
    expect(foreign).toEqual({});
    await rows.put(address, ROW, foreign);
    await expect(rows.put(address, ROW, foreign)).rejects.toThrow(RowChangedError);
  });

  it('survive what passes', async () => {
    faults({ refuse: 'OTSServerBusy' }, { connection: 'reset' }, { refuse: 'OTSRowOperationConflict' });
    await rows.put(address, ROW, undefined);
    faults({ refuse: 'OTSTimeout' }, { connection: 'lose-answer' });
    expect(await rows.read(address)).toMatchObject({ revision: 'first' });
  });

  it('seem changed by another when the answer to a write was lost', async () => {
    faults({ connection: 'lose-answer' });
    await expect(rows.put(address, ROW, undefined)).rejects.toThrow(RowChangedError);
    expect(await rows.read(address)).toMatchObject({ revision: 'first' });
  });

  it('are given up after five attempts', async () => {
    stage.server.injectFaults(() => ({ refuse: 'OTSPartitionUnavailable' }));
    await expect(rows.read(address)).rejects.toThrow(
      new PlatformError('Tablestore GetRow: OTSPartitionUnavailable: The partition is not available.'),
    );
    expect(stage.server.requestCounts.get('GetRow')).toBe(5);
  });

  it.each([
    ['a wrong secret', () => rowsAs({ accessKeyId: 'testid', accessKeySecret: 'wrong' }), 'OTSAuthFailed'],
    ['a missing table', () => rowsAs(ROOT, 'None'), 'OTSObjectNotExist'],
  ])('are not asked for twice with %s', async (_case, make, code) => {
    await expect(make().read(address)).rejects.toThrow(`Tablestore GetRow: ${code}`);
    expect(stage.server.requestCounts.get('GetRow')).toBe(1);
  });

  it('are refused without the right to read them', async () => {
    stage.account.allow = (action) => action !== 'ots:GetRow';
    await expect(rows.read(address)).rejects.toThrow('OTSNoPermissionAccess');
    expect(stage.account.asked.map(({ action }) => action)).toEqual(['ots:GetRow']);
  });

  it('are not waited for after the deadline', async () => {
    const { endpoint } = stage.server;
    const credentials = ROOT;
    const late = new TablestoreRows({
      endpoint,
      instance: INSTANCE,
      table: TABLE,
      credentials,
      deadline: Date.now(),
    });
    faults({ refuse: 'OTSServerBusy' });
    await expect(late.read(address)).rejects.toThrow('OTSServerBusy');
    expect(stage.server.requestCounts.get('GetRow')).toBe(1);
  });

  it('hold a report of 2 MB, and not a byte more', async () => {
    const report = 'x'.repeat(MAX_CELL_BYTES);
    await rows.put(address, { ...ROW, Meta_data: report }, undefined);
    expect(await rows.read(address)).toMatchObject({ revision: 'first' });
    await expect(
      rows.put(address, { ...ROW, Meta_data: `${report}x` }, { revision: 'first' }),
    ).rejects.toThrow('Tablestore PutRow: OTSParameterInvalid');
  });

  it('tell nothing secret when they fail', async () => {
    stage.account.tokenExpired = true;
    const error = await rows.read(address).catch((thrown: Error) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(
      /role-secret|of.the.role|signature/i,
    );
  });

  it('say so when nobody answers', async () => {
    const deaf = await TestTable.start();
    const { endpoint } = deaf.server;
    await deaf.close();
    rows = new TablestoreRows({
      endpoint,
      instance: INSTANCE,
      table: TABLE,
      credentials: { accessKeyId: 'a', accessKeySecret: 's' },
      deadline,
    });
    await expect(rows.read(address)).rejects.toThrow('Tablestore GetRow: Network: ECONNREFUSED');
  });
});
