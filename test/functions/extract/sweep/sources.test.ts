import type { Range } from '../../../../contract/keeping-up/sources';
import { rowKey } from '../../../../contract/row-key';
import { closeConnections } from '../../../../functions/extract/http/connections';
import { listObjects } from '../../../../functions/extract/sweep/list-objects';
import { listRows } from '../../../../functions/extract/sweep/list-rows';
import { TablestoreRows } from '../../../../functions/extract/tablestore/tablestore-rows';
import { REGION, ROLE } from '../support/account';
import { BUCKET, TestBucket } from '../support/bucket';
import { INSTANCE, TABLE, TestTable } from '../support/table';

const KEYS = [
  ' leading space.mp4',
  'a+b & c%20d.mp4',
  'films/1.mp4',
  'films/2 "quoted" <x>.mp4',
  'films/\u0001control.mp4',
  'films/\ue000private.mp4',
  'films/🎬.mp4',
  `long/${'x'.repeat(990)}`,
  '北京/é.mp4',
];

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

async function all<Item>(pages: AsyncIterable<Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

const after = (seconds: number): number => Date.now() + seconds * 1_000;

describe('the list of a bucket', () => {
  let oss: TestBucket;
  let requests = 0;
  beforeEach(async () => {
    oss = await TestBucket.start();
    requests = 0;
  });
  afterEach(async () => {
    closeConnections();
    await oss.close();
  });

  const list = (range: Partial<Range> = {}, deadline = after(20)) => {
    const source = { endpoint: oss.server.endpoint, region: REGION, credentials: ROLE };
    const onRequest = () => {
      requests += 1;
    };
    return all(
      listObjects({ source, bucket: BUCKET, deadline, onRequest }, { prefix: '', after: '', ...range }),
    );
  };

  it('has every key as it is, in the order of bytes, and what the rows are compared with', async () => {
    for (const key of KEYS) await oss.put(key, key);
    await oss.put('films/', '');

    const found = await list();

    expect(found.map(({ key }) => key)).toEqual([...KEYS].sort(byBytes));
    const { etag, size } = (await oss.head('films/1.mp4'))!;
    expect(found.find(({ key }) => key === 'films/1.mp4')).toEqual({
      key: 'films/1.mp4',
      etag,
      size,
      lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      storageClass: 'Standard',
      objectType: 'Normal',
    });
    expect(oss.account.asked).toContainEqual({
      action: 'oss:ListObjects',
      resource: expect.stringMatching(new RegExp(`:${BUCKET}$`)),
    });
  });

  it('goes on after any of its keys, and only below a prefix', async () => {
    for (const key of KEYS) await oss.put(key, key);
    const sorted = [...KEYS].sort(byBytes);
    for (const [at, key] of sorted.entries()) {
      expect((await list({ after: key })).map((object) => object.key)).toEqual(sorted.slice(at + 1));
    }
    const films = sorted.filter((key) => key.startsWith('films/') && byBytes(key, 'films/1.mp4') > 0);
    expect((await list({ prefix: 'films/', after: 'films/1.mp4' })).map(({ key }) => key)).toEqual(films);
  });

  it('comes in pages of 1,000', async () => {
    for (let at = 0; at < 1_001; at += 1) {
      oss.server.linkFile(BUCKET, `k${String(at).padStart(4, '0')}`, __filename);
    }
    expect(await list()).toHaveLength(1_001);
    expect(requests).toBe(2);
  });

  it('says what OSS answered when it may not be listed, and asks once', async () => {
    oss.account.allow = (action) => action !== 'oss:ListObjects';
    await expect(list()).rejects.toMatchObject({
      name: 'PlatformError',
      message: expect.stringContaining('OSS answered 403 AccessDenied'),
    });
    expect(requests).toBe(1);
  });

  it('ends at its deadline', async () => {
    await oss.put('a', 'x');
    await expect(list({}, Date.now() - 1)).rejects.toMatchObject({ name: 'PlatformError' });
  });
});

describe('the rows of a bucket', () => {
  let table: TestTable;
  const settings = () => ({
    endpoint: table.server.endpoint,
    instance: INSTANCE,
    table: TABLE,
    credentials: ROLE,
    deadline: after(20),
  });
  beforeEach(async () => {
    table = await TestTable.start();
  });
  afterEach(async () => {
    closeConnections();
    await table.close();
  });

  const list = (range: Partial<Range> = {}, onRequest = () => {}) =>
    all(listRows(settings(), BUCKET, { prefix: '', after: '', ...range }, onRequest));
  const write = (key: string, bucket = BUCKET, more: object = {}) =>
    new TablestoreRows(settings()).put(
      { bucket, key },
      { Key: key, ETag: 'E1', Size: 7n, ...more },
      undefined,
    );

  it('has those of this bucket in the order of their keys, with the columns that tell whether they are right', async () => {
    for (const key of KEYS) await write(key);
    await write('films/1.mp4', 'another-bucket');

    const found = await list();

    const expected = KEYS.map((key) => ({ key, rowKey: rowKey({ bucket: BUCKET, key }) }));
    expected.sort((a, b) => byBytes(a.rowKey, b.rowKey));
    expect(found.map(({ key, rowKey: name }) => ({ key, rowKey: name }))).toEqual(expected);
    expect(found[0]?.state).toMatchObject({ etag: 'E1', size: 7 });
  });

  it('goes on after any of its keys, and only below a prefix', async () => {
    const short = KEYS.filter((key) => key.length < 100).sort(byBytes);
    for (const key of short) await write(key);
    for (const [at, key] of short.entries()) {
      expect((await list({ after: key })).map((row) => row.key)).toEqual(short.slice(at + 1));
    }
    expect((await list({ prefix: 'films/' })).map(({ key }) => key)).toEqual(
      short.filter((key) => key.startsWith('films/')),
    );
  });

  it('goes on where Tablestore ends a page, after 4 MB', async () => {
    const long = 'x'.repeat(200_000);
    for (let at = 0; at < 25; at += 1) await write(`k${at}`, BUCKET, { Announced: long });
    let requests = 0;
    const found = await list({}, () => {
      requests += 1;
    });
    expect(new Set(found.map(({ key }) => key)).size).toBe(25);
    expect(requests).toBeGreaterThan(1);
  });

  it('leaves out a row whose key leads to another, and keeps one that has only its key', async () => {
    await write('a');
    await new TablestoreRows(settings()).put({ bucket: BUCKET, key: 'b' }, { Key: 'c' }, undefined);
    await new TablestoreRows(settings()).put({ bucket: BUCKET, key: 'd' }, {}, undefined);
    expect((await list()).map(({ key }) => key)).toEqual(['a', 'd']);
  });

  it('says what Tablestore answered when it may not be read', async () => {
    table.account.allow = (action) => action !== 'ots:GetRange';
    await expect(list()).rejects.toMatchObject({
      name: 'PlatformError',
      message: expect.stringContaining('Tablestore GetRange: OTSNoPermissionAccess'),
    });
  });
});
