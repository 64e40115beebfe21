import { Harness, READER } from './harness';

let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());

/** The part of the official client that its types leave out. */
interface Tagging {
  getObjectTagging(key: string): Promise<{ tag: Record<string, string> }>;
  putObjectTagging(key: string, tag: Record<string, string>): Promise<unknown>;
  deleteObjectTagging(key: string): Promise<unknown>;
}

const client = () => oss.client() as unknown as Tagging;
const tags = async (key: string) => (await client().getObjectTagging(key)).tag;
const document = (...pairs: [key: string, value: string][]) =>
  `<Tagging><TagSet>${pairs
    .map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`)
    .join('')}</TagSet></Tagging>`;

describe('tags of an object', () => {
  it('are put, read and deleted by the official client', async () => {
    await oss.put('k', 'x');
    expect(await tags('k')).toEqual({});
    await client().putObjectTagging('k', { a: '1', 'b c': 'd/e' });
    expect(await tags('k')).toEqual({ a: '1', 'b c': 'd/e' });
    expect((await oss.call({ method: 'HEAD', key: 'k' })).headers['x-oss-tagging-count']).toBe('2');
    await client().deleteObjectTagging('k');
    expect(await tags('k')).toEqual({});
    expect((await oss.get('k')).headers['x-oss-tagging-count']).toBeUndefined();
  });

  it('come with the object, and are copied unless replaced', async () => {
    await oss.put('src', 'x', { 'x-oss-tagging': 'a=1&b+c=d%2Fe&flag' });
    expect(await tags('src')).toEqual({ a: '1', 'b c': 'd/e', flag: '' });
    const copy = (key: string, headers: Record<string, string> = {}) =>
      oss.call({
        method: 'PUT',
        key,
        headers: { 'x-oss-copy-source': `/${Harness.bucket}/src`, ...headers },
      });
    await copy('copied', { 'x-oss-tagging-directive': 'COPY', 'x-oss-tagging': 'z=9' });
    expect(await tags('copied')).toEqual(await tags('src'));
    await copy('replaced', { 'x-oss-tagging-directive': 'REPLACE', 'x-oss-tagging': 'z=9' });
    expect(await tags('replaced')).toEqual({ z: '9' });
    expect((await copy('k', { 'x-oss-tagging-directive': 'MOVE' })).code).toBe('InvalidArgument');
  });

  it('are set by a multipart upload’s beginning or end', async () => {
    for (const [first, last] of [['a=1'], [undefined, 'a=1'], ['b=2', 'a=1']]) {
      const header = (tagging?: string) => (tagging ? { 'x-oss-tagging': tagging } : undefined);
      const query = { uploads: null };
      const begun = await oss.call({ method: 'POST', key: 'parts', query, headers: header(first) });
      const uploadId = /<UploadId>(.*)<\/UploadId>/.exec(begun.text)![1]!;
      await oss.call({ method: 'PUT', key: 'parts', query: { uploadId, partNumber: '1' }, body: 'x' });
      const headers = { 'x-oss-complete-all': 'yes', ...header(last) };
      await oss.call({ method: 'POST', key: 'parts', query: { uploadId }, headers });
      expect(await tags('parts')).toEqual({ a: '1' });
    }
  });

  it('are gone when the object is replaced, and stay when it is appended to', async () => {
    await oss.put('again', 'x', { 'x-oss-tagging': 'a=1' });
    await oss.put('again', 'y');
    expect(await tags('again')).toEqual({});
    const append = (position: number, headers?: Record<string, string>) =>
      oss.call({
        method: 'POST',
        key: 'log',
        query: { append: null, position: `${position}` },
        body: 'x',
        headers,
      });
    await append(0, { 'x-oss-tagging': 'a=1' });
    await append(1);
    expect(await tags('log')).toEqual({ a: '1' });
  });

  it.each([
    ['a=b=c'],
    ['%zz=1'],
    ['=1'],
    ['a=1&a=2'],
    ['a=b!'],
    [`${'k'.repeat(129)}=1`],
    [`k=${'v'.repeat(257)}`],
    [Array.from({ length: 11 }, (_, i) => `k${i}=1`).join('&')],
  ])('are refused: %s', async (header) => {
    const answer = await oss.put('bad', 'x', { 'x-oss-tagging': header });
    expect([answer.status, answer.code]).toEqual([400, 'InvalidTag']);
    expect((await oss.get('bad')).code).toBe('NoSuchKey');
  });

  it.each([
    [document(['a', '1'], ['a', '2']), 'InvalidTag'],
    ['<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>', 'MalformedXML'],
    ['<Tagging></Tagging>', 'MalformedXML'],
    ['', 'MalformedXML'],
  ])('are refused in a document: %s', async (body, code) => {
    await oss.put('k', 'x');
    expect(await oss.call({ method: 'PUT', key: 'k', query: { tagging: null }, body })).toMatchObject({
      status: 400,
      code,
    });
  });

  it('need permissions of their own', async () => {
    oss.authority.allow = (action) => action === 'oss:PutObject';
    const put = (headers: Record<string, string>) =>
      oss.call({ method: 'PUT', key: 'mine', body: 'x', headers, credentials: READER });
    expect((await put({ 'x-oss-tagging': 'a=1' })).code).toBe('AccessDenied');
    expect((await put({})).status).toBe(200);
    oss.authority.allow = (action) => action === 'oss:PutObject' || action === 'oss:PutObjectTagging';
    expect((await put({ 'x-oss-tagging': 'a=1' })).status).toBe(200);
  });
});
