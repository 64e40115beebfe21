import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Crc64 } from '../../src/oss/crc64';
import { Harness } from './harness';

let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());

const PART = 100 * 1024;
const begin = async (key: string, headers: Record<string, string> = {}) => {
  const { text } = await oss.call({ method: 'POST', key, query: { uploads: null }, headers });
  return /<UploadId>(.*)<\/UploadId>/.exec(text)![1]!;
};
const upload = (key: string, uploadId: string, partNumber: number, body: Buffer | string) =>
  oss.call({ method: 'PUT', key, query: { uploadId, partNumber: String(partNumber) }, body });
const complete = (
  key: string,
  uploadId: string,
  parts: [number, unknown][],
  headers: Record<string, string> = {},
) => {
  const listed = parts.map(([n, etag]) => `<Part><PartNumber>${n}</PartNumber><ETag>${etag}</ETag></Part>`);
  const body =
    parts.length > 0 ? `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>` : '';
  return oss.call({ method: 'POST', key, query: { uploadId }, body, headers });
};

describe('a multipart upload', () => {
  it('by the official client becomes one object', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'oss-upload-'));
    const file = join(directory, 'file.bin');
    const bytes = randomBytes(3 * PART + 17);
    writeFileSync(file, bytes);
    await oss.client().multipartUpload('big.bin', file, { partSize: PART, mime: 'video/mp4' });
    rmSync(directory, { recursive: true });
    const got = await oss.get('big.bin');
    expect(got.body.equals(bytes)).toBe(true);
    const sum = new Crc64();
    sum.update(bytes);
    expect(got.headers).toMatchObject({
      'x-oss-object-type': 'Multipart',
      'x-oss-hash-crc64ecma': sum.digest(),
      'content-type': 'video/mp4',
      etag: expect.stringMatching(/^"[0-9A-F]{32}-4"$/),
    });
    expect((await oss.call({ query: { uploads: null } })).text).not.toContain('<Upload>');
  });

  it('says where the object is, in the style of the request', async () => {
    const id = await begin('wo/ü');
    const { headers } = await upload('wo/ü', id, 1, 'x');
    const { text } = await complete('wo/ü', id, [[1, headers.etag]]);
    const location = `http://127.0.0.1:${oss.server.port}/${Harness.bucket}/wo/%C3%BC`;
    expect(text).toContain(`<Location>${location}</Location>`);
    expect(text).toContain(`<ETag>${(await oss.get('wo/ü')).headers.etag}</ETag>`);
  });

  it('takes parts in any order, again, and with gaps in their numbers', async () => {
    const id = await begin('gaps', { 'x-oss-meta-a': '1' });
    await upload('gaps', id, 7, 'last');
    await upload('gaps', id, 2, Buffer.alloc(PART, 'x'));
    const { headers } = await upload('gaps', id, 2, Buffer.alloc(PART, 'y'));
    const last = await upload('gaps', id, 7, 'end');
    const answer = await complete('gaps', id, [
      [2, headers['etag']],
      [7, last.headers['etag']],
    ]);
    expect(answer.text).toContain('<Key>gaps</Key>');
    const got = await oss.get('gaps');
    expect(got.body.equals(Buffer.concat([Buffer.alloc(PART, 'y'), Buffer.from('end')]))).toBe(true);
    expect(got.headers['x-oss-meta-a']).toBe('1');
    expect((await upload('gaps', id, 1, 'x')).code).toBe('NoSuchUpload');
  });

  it('is completed only with the parts that are there, in order, and big enough', async () => {
    const id = await begin('checked');
    const { headers: one } = await upload('checked', id, 1, 'small');
    const { headers: two } = await upload('checked', id, 2, 'small too');
    const parts: [number, unknown][] = [
      [1, one['etag']],
      [2, two['etag']],
    ];
    expect(await complete('checked', id, parts)).toMatchObject({ status: 400, code: 'EntityTooSmall' });
    expect((await complete('checked', id, [...parts].reverse())).code).toBe('InvalidPartOrder');
    expect((await complete('checked', id, [[3, one['etag']]])).code).toBe('InvalidPart');
    expect((await complete('checked', id, [[1, two['etag']]])).code).toBe('InvalidPart');
    expect((await complete('checked', id, [])).code).toBe('MalformedXML');
    expect((await complete('other', id, parts)).code).toBe('NoSuchUpload');
    expect((await oss.get('checked')).code).toBe('NoSuchKey');
    expect((await complete('checked', id, [[1, one['etag']]])).status).toBe(200);
    expect((await oss.get('checked')).text).toBe('small');
  });

  it('can be completed with all that is there', async () => {
    const id = await begin('all');
    await upload('all', id, 2, 'tail');
    await upload('all', id, 1, Buffer.alloc(PART, 'h'));
    const all = { 'x-oss-complete-all': 'yes' };
    expect((await complete('all', id, [[1, 'x']], all)).code).toBe('InvalidArgument');
    expect((await complete('all', id, [], all)).status).toBe(200);
    expect((await oss.get('all', { Range: 'bytes=-5' })).text).toBe('htail');
  });

  it('copies parts from objects, whole or a range of them', async () => {
    await oss.put('source', Buffer.alloc(PART, 's'));
    const id = await begin('copied');
    const copy = (partNumber: string, headers: Record<string, string> = {}) =>
      oss.call({
        method: 'PUT',
        key: 'copied',
        query: { uploadId: id, partNumber },
        headers: { 'x-oss-copy-source': `/${Harness.bucket}/source`, ...headers },
      });
    const tag = async (answer: ReturnType<typeof copy>) =>
      /<ETag>(.*)<\/ETag>/.exec((await answer).text)![1]!;
    const first = await tag(copy('1'));
    const second = await tag(copy('2', { 'x-oss-copy-source-range': 'bytes=0-9' }));
    expect((await copy('3', { 'x-oss-copy-source-range': `bytes=0-${PART}` })).code).toBe('InvalidArgument');
    expect((await complete('copied', id, [[1, first], [2, second]])).status).toBe(200); // biome-ignore format: short
    expect((await oss.get('copied')).body.equals(Buffer.alloc(PART + 10, 's'))).toBe(true);
  });

  it('is what the official client copies large objects with', async () => {
    const bytes = randomBytes(3 * PART + 5);
    await oss.put('large ü', bytes);
    const source = { sourceKey: 'large ü', sourceBucketName: Harness.bucket } as never;
    await oss.client().multipartUploadCopy('large-copy', source, { partSize: PART, parallel: 1 } as never);
    expect((await oss.get('large-copy')).body.equals(bytes)).toBe(true);
  });

  it('can be listed while it lasts, and aborted', async () => {
    const ids = [await begin('list/a'), await begin('list/b'), await begin('list/sub/c')];
    await upload('list/a', ids[0]!, 1, 'one');
    await upload('list/a', ids[0]!, 2, 'two');
    const parts = await oss
      .client()
      .listParts('list/a', ids[0]!, { 'max-parts': 1, 'part-number-marker': 1 } as never, {});
    expect(parts).toMatchObject({ nextPartNumberMarker: '2', isTruncated: 'false' });
    expect((parts.parts as unknown as { PartNumber: string }).PartNumber).toBe('2');
    const uploads = await oss.client().listUploads({ prefix: 'list/', 'max-uploads': 1 } as never);
    expect(uploads).toMatchObject({ isTruncated: true, nextKeyMarker: 'list/a', nextUploadIdMarker: ids[0] });
    const rest = await oss.call({
      query: {
        uploads: null,
        prefix: 'list/',
        'key-marker': 'list/a',
        'upload-id-marker': ids[0]!,
        delimiter: '/',
      },
    });
    expect([...rest.text.matchAll(/<UploadId>(.*?)<\/UploadId>/g)].map(([, id]) => id)).toEqual([ids[1]]);
    expect(rest.text).toContain('<CommonPrefixes><Prefix>list/sub/</Prefix></CommonPrefixes>');
    await oss.client().abortMultipartUpload('list/a', ids[0]!);
    await expect(oss.client().abortMultipartUpload('list/a', ids[0]!)).rejects.toMatchObject({
      code: 'NoSuchUpload',
    });
  });

  it.each(['0', '10001', 'x'])('has no part number %s', async (partNumber) => {
    const id = await begin('numbers');
    const answer = await oss.call({
      method: 'PUT',
      key: 'numbers',
      query: { uploadId: id, partNumber },
      body: 'x',
    });
    expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
  });
});
