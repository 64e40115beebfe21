import { gunzipSync } from 'node:zlib';
import { Harness } from './harness';

/** What the suites of official clients for other languages send and expect. */
let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());

describe('a copy with new metadata', () => {
  const copy = async (headers: Record<string, string>) => {
    const source = { 'x-oss-copy-source': `/${Harness.bucket}/typed`, 'x-oss-metadata-directive': 'REPLACE' };
    await oss.call({ method: 'PUT', key: 'copied', headers: { ...source, ...headers } });
    return (await oss.get('copied')).headers;
  };
  beforeAll(() =>
    oss.put('typed', 'x', {
      'content-type': 'video/mp4',
      'x-oss-meta-a': '1',
      'x-oss-meta-client-side-encryption-key': 'a2V5',
    }),
  );

  it('keeps the type and the encryption by the client, and loses the rest', async () => {
    const headers = await copy({ 'x-oss-meta-b': '2' });
    expect(headers).toMatchObject({
      'content-type': 'video/mp4',
      'x-oss-meta-b': '2',
      'x-oss-meta-client-side-encryption-key': 'a2V5',
    });
    expect(headers).not.toHaveProperty('x-oss-meta-a');
  });

  it('takes those that it names', async () => {
    const headers = await copy({
      'content-type': 'audio/mpeg',
      'x-oss-meta-client-side-encryption-key': 'b3RoZXI=',
    });
    expect(headers).toMatchObject({
      'content-type': 'audio/mpeg',
      'x-oss-meta-client-side-encryption-key': 'b3RoZXI=',
    });
  });
});

describe('an object', () => {
  it('has tags in any script', async () => {
    const header = `${encodeURIComponent('中文')}=${encodeURIComponent('++标签++')}`;
    await oss.put('tagged', 'x', { 'x-oss-tagging': header });
    const set = '<TagSet><Tag><Key>中文</Key><Value>++标签++</Value></Tag></TagSet>';
    const read = () => oss.call({ key: 'tagged', query: { tagging: null } });
    expect((await read()).text).toContain(set);
    const body = `<Tagging>${set.replace('标签', '标签 二')}</Tagging>`;
    await oss.call({ method: 'PUT', key: 'tagged', query: { tagging: null }, body });
    expect((await read()).text).toContain('<Value>++标签 二++</Value>');
  });

  it('that KMS encrypts says with which key', async () => {
    const kms = { 'x-oss-server-side-encryption': 'KMS' };
    const { headers } = await oss.put('kms', 'x', kms);
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
    expect(headers['x-oss-server-side-encryption-key-id']).toMatch(uuid);
    const own = await oss.put('kms-own', 'x', { ...kms, 'x-oss-server-side-encryption-key-id': 'mine' });
    expect(own.headers['x-oss-server-side-encryption-key-id']).toBe('mine');
    const aes = await oss.put('aes', 'x', { 'x-oss-server-side-encryption': 'AES256' });
    expect(aes.headers).not.toHaveProperty('x-oss-server-side-encryption-key-id');
  });

  it('is not written on a condition of dates', async () => {
    const dated = await oss.put('dated', 'x', { 'if-modified-since': 'Wed, 01 Jan 2025 00:00:00 GMT' });
    expect([dated.status, dated.code]).toEqual([501, 'NotImplemented']);
    expect((await oss.get('dated')).code).toBe('NoSuchKey');
  });

  it.each([
    ['Archive', 'Standard', undefined],
    ['ColdArchive', 'Bulk', 'Bulk'],
    ['ColdArchive', undefined, 'Standard'],
    ['DeepColdArchive', 'Expedited', 'Expedited'],
  ])('of the class %s is restored with the priority %s', async (storageClass, tier, priority) => {
    const key = `${storageClass}-${tier}`;
    await oss.put(key, 'x', { 'x-oss-storage-class': storageClass });
    const job = tier ? `<JobParameters><Tier>${tier}</Tier></JobParameters>` : '';
    const body = `<RestoreRequest><Days>1</Days>${job}</RestoreRequest>`;
    const restore = () => oss.call({ method: 'POST', key, query: { restore: null }, body });
    const { status, headers } = await restore();
    expect([status, headers['x-oss-object-restore-priority']]).toEqual([202, priority]);
    expect(await restore()).toMatchObject({ status: 409, code: 'RestoreAlreadyInProgress' });
  });

  it.each([
    ['Archive', 7, 202],
    ['Archive', 8, 400],
    ['ColdArchive', 365, 202],
    ['ColdArchive', 366, 400],
    ['ColdArchive', 0, 400],
  ])('of the class %s is restored for %d days: %d', async (storageClass, days, status) => {
    const key = `${storageClass}-${days}`;
    await oss.put(key, 'x', { 'x-oss-storage-class': storageClass });
    const body = `<RestoreRequest><Days>${days}</Days></RestoreRequest>`;
    expect((await oss.call({ method: 'POST', key, query: { restore: null }, body })).status).toBe(status);
  });
});

describe('an answer that the client takes compressed', () => {
  const text = 'x'.repeat(1024);
  const gzip = { 'accept-encoding': 'gzip' };
  beforeAll(async () => {
    await oss.put('page.txt', text, { 'content-type': 'text/plain; charset=utf-8' });
    await oss.put('short.txt', text.slice(1), { 'content-type': 'text/plain' });
    await oss.put('film.mp4', text, { 'content-type': 'video/mp4' });
    await oss.put('done.txt', text, { 'content-type': 'text/plain', 'content-encoding': 'br' });
  });

  it('is compressed, and has no length and no sum of the stored bytes', async () => {
    const { status, headers, body } = await oss.get('page.txt', gzip);
    expect(status).toBe(200);
    expect(gunzipSync(body).toString()).toBe(text);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'transfer-encoding': 'chunked' });
    for (const name of ['content-length', 'etag', 'content-md5']) expect(headers).not.toHaveProperty(name);
  });

  it.each([
    ['page.txt', {}],
    ['page.txt', { 'accept-encoding': 'identity, gzip;q=0' }],
    ['page.txt', { ...gzip, Range: 'bytes=0-1023' }],
    ['short.txt', gzip],
    ['film.mp4', gzip],
    ['done.txt', gzip],
  ])('is not, for %s with %j', async (key, headers) => {
    const got = await oss.get(key, headers);
    expect(got.headers['content-encoding']).not.toBe('gzip');
    expect(got.headers['content-length']).toBe(String(got.body.length));
  });
});
