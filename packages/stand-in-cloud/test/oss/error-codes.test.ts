import { type Call, contentMd5, Harness } from './harness';

let oss: Harness;
let uploadId: string;
const source = `/${Harness.bucket}/source`;

beforeAll(async () => {
  oss = await Harness.start();
  await oss.put('source', 'source');
  await oss.put('old', 'x', { 'x-oss-storage-class': 'Archive' });
  const target = { 'x-oss-symlink-target': 'nothing' };
  await oss.call({ method: 'PUT', key: 'dangling', query: { symlink: null }, headers: target });
  const { text } = await oss.call({ method: 'POST', key: 'parts', query: { uploads: null } });
  uploadId = /<UploadId>(.*)<\/UploadId>/.exec(text)![1]!;
  for (const partNumber of ['1', '2']) {
    await oss.call({ method: 'PUT', key: 'parts', query: { uploadId, partNumber }, body: 'x' });
  }
});
afterAll(() => oss.close());

const etag = '9DD4E461268C8034F5C8564E155C67A6';
const listed = (...numbers: number[]) =>
  `<CompleteMultipartUpload>${numbers
    .map((number) => `<Part><PartNumber>${number}</PartNumber><ETag>"${etag}"</ETag></Part>`)
    .join('')}</CompleteMultipartUpload>`;
const deleting = (body: string): Call => ({
  method: 'POST',
  query: { delete: null },
  headers: contentMd5(body),
  body,
});
const part = (query: Record<string, string>, headers?: Record<string, string>): Call => ({
  method: 'PUT',
  key: 'parts',
  query: { uploadId, ...query },
  headers,
  body: 'x',
});
const completing = (body: string, headers?: Record<string, string>): Call => ({
  method: 'POST',
  key: 'parts',
  query: { uploadId },
  headers,
  body,
});

describe('the fine-grained code of a refusal', () => {
  it.each<[string, () => Call, number, string, string]>([
    [
      'overwriting',
      () => ({ method: 'PUT', key: 'source', headers: { 'x-oss-forbid-overwrite': 'true' }, body: 'x' }),
      409,
      'FileAlreadyExists',
      '0026-00000002',
    ],
    [
      'a digest that is none',
      () => ({ method: 'PUT', key: 'k', headers: { 'content-md5': 'abc' }, body: 'x' }),
      400,
      'InvalidDigest',
      '0017-00000502',
    ],
    [
      'a digest of other bytes',
      () => ({ method: 'PUT', key: 'k', headers: contentMd5('y'), body: 'x' }),
      400,
      'InvalidDigest',
      '0017-00000503',
    ],
    ['an archived object', () => ({ key: 'old' }), 403, 'InvalidObjectState', '0016-00000404'],
    ['a link to nothing', () => ({ key: 'dangling' }), 404, 'SymlinkTargetNotExist', '0026-00000012'],
    [
      'a link that is none',
      () => ({ key: 'source', query: { symlink: null } }),
      400,
      'OperationNotSupported',
      '0043-00000101',
    ],
    ['a page of objects', () => ({ query: { 'max-keys': '1001' } }), 400, 'InvalidArgument', '0015-00000402'],
    ['a marker', () => ({ query: { marker: 'x'.repeat(1024) } }), 400, 'InvalidArgument', '0015-00000405'],
    [
      'a page of buckets',
      () => ({ bucket: '', query: { 'max-keys': '1001' } }),
      400,
      'InvalidArgument',
      '0017-00000289',
    ],
    ['deleting nothing', () => deleting('<Delete></Delete>'), 400, 'MalformedXML', '0016-00000615'],
    [
      'deleting without a key',
      () => deleting('<Delete><Object><Other/></Object></Delete>'),
      400,
      'MalformedXML',
      '0016-00000613',
    ],
    [
      'appending nowhere',
      () => ({ method: 'POST', key: 'log', query: { append: null }, body: 'x' }),
      400,
      'MissingArgument',
      '0016-00000501',
    ],
    [
      'appending to no position',
      () => ({ method: 'POST', key: 'log', query: { append: null, position: 'end' }, body: 'x' }),
      400,
      'InvalidArgument',
      '0016-00000502',
    ],
    ['a part without a number', () => part({}), 400, 'InvalidArgument', '0017-00000219'],
    ['part 10,001', () => part({ partNumber: '10001' }), 400, 'InvalidArgument', '0017-00000220'],
    [
      'a part beyond its source',
      () =>
        part({ partNumber: '3' }, { 'x-oss-copy-source': source, 'x-oss-copy-source-range': 'bytes=0-6' }),
      400,
      'InvalidArgument',
      '0042-00000306',
    ],
    ['parts out of order', () => completing(listed(2, 1)), 400, 'InvalidPartOrder', '0042-00000209'],
    ['parts too small', () => completing(listed(1, 2)), 400, 'EntityTooSmall', '0042-00000213'],
  ])('is the documented one for %s', async (_, call, status, code, ec) => {
    const answer = await oss.call(call());
    expect([answer.status, answer.code, answer.headers['x-oss-ec']]).toEqual([status, code, ec]);
    expect(answer.text).toContain(`<EC>${ec}</EC>`);
  });

  it('is another one for an upload that may not overwrite', async () => {
    await oss.put('parts', 'x');
    const answer = await oss.call(completing(listed(1), { 'x-oss-forbid-overwrite': 'true' }));
    expect([answer.code, answer.headers['x-oss-ec']]).toEqual(['FileAlreadyExists', '0042-00000214']);
  });
});
