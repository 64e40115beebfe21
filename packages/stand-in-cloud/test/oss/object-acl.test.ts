import { Harness, READER } from './harness';

let oss: Harness;
const OPEN = 'open-bucket';
beforeAll(async () => {
  oss = await Harness.start();
  oss.server.createBucket(OPEN, { blockPublicAccess: false });
});
afterAll(() => oss.close());

const anonymous = (method: string, key: string, body?: string) =>
  oss.send({ method, path: `/${OPEN}/${key}`, body, headers: body ? { 'Content-Length': body.length } : {} });

describe('the ACL of an object', () => {
  it('is its bucket’s until one is set, by the official client too', async () => {
    await oss.put('k', 'x');
    expect((await oss.client().getACL('k')).acl).toBe('default');
    await oss.client().putACL('k', 'private');
    expect((await oss.client().getACL('k')).acl).toBe('private');
    expect((await oss.call({ key: 'nothing', query: { acl: null } })).code).toBe('NoSuchKey');
  });

  it('neither dates the object anew nor tells of it', async () => {
    await oss.put('dated', 'x');
    const { 'last-modified': before } = (await oss.get('dated')).headers;
    oss.events.length = 0;
    oss.skewMs = 5000;
    await oss.client().putACL('dated', 'private');
    oss.skewMs = 0;
    expect((await oss.get('dated')).headers['last-modified']).toBe(before);
    expect(oss.events).toEqual([]);
  });

  it('goes before the bucket’s for who signs nothing', async () => {
    const put = (key: string, acl: string) =>
      oss.call({ method: 'PUT', bucket: OPEN, key, body: 'x', headers: { 'x-oss-object-acl': acl } });
    await put('read', 'public-read');
    await put('write', 'public-read-write');
    await put('plain', 'default');
    expect((await anonymous('GET', 'read')).text).toBe('x');
    expect((await anonymous('GET', 'plain')).code).toBe('AccessDenied');
    expect((await anonymous('PUT', 'read', 'y')).code).toBe('AccessDenied');
    expect((await anonymous('PUT', 'write', 'y')).status).toBe(200);
    expect((await anonymous('DELETE', 'write')).code).toBe('AccessDenied');
    await oss.call({
      method: 'PUT',
      bucket: OPEN,
      query: { acl: null },
      headers: { 'x-oss-acl': 'public-read' },
    });
    expect((await anonymous('GET', 'plain')).status).toBe(200);
    await put('hidden', 'private');
    expect((await anonymous('GET', 'hidden')).code).toBe('AccessDenied');
  });

  it('is set by a multipart upload’s beginning or end', async () => {
    for (const [key, first, last] of [
      ['first', 'private', undefined],
      ['last', undefined, 'private'],
    ] as const) {
      const header = (acl: string | undefined) => (acl ? { 'x-oss-object-acl': acl } : undefined);
      const begun = await oss.call({ method: 'POST', key, query: { uploads: null }, headers: header(first) });
      const uploadId = /<UploadId>(.*)<\/UploadId>/.exec(begun.text)![1]!;
      const part = await oss.call({ method: 'PUT', key, query: { uploadId, partNumber: '1' }, body: 'x' });
      const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${part.headers.etag}</ETag></Part></CompleteMultipartUpload>`;
      await oss.call({ method: 'POST', key, query: { uploadId }, body, headers: header(last) });
      expect((await oss.client().getACL(key)).acl).toBe('private');
    }
  });

  it('is not copied', async () => {
    await oss.put('guarded', 'x', { 'x-oss-object-acl': 'private' });
    await oss.client().copy('copy', 'guarded');
    expect((await oss.client().getACL('copy')).acl).toBe('default');
  });

  it.each([
    [{ 'x-oss-object-acl': 'secret' }, 400, 'InvalidArgument'],
    [{ 'x-oss-object-acl': 'public-read' }, 403, 'AccessDenied'],
    [{}, 400, 'MissingArgument'],
  ])('is refused as %j where public access is blocked', async (headers, status, code) => {
    await oss.put('k', 'x');
    const answer = await oss.call({
      method: 'PUT',
      key: 'k',
      query: { acl: null },
      headers: headers as Record<string, string>,
    });
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it('needs a permission of its own', async () => {
    const call = { key: 'k', query: { acl: null }, credentials: READER };
    oss.authority.allow = (action) => action === 'oss:GetObject' || action === 'oss:PutObject';
    expect((await oss.call(call)).code).toBe('AccessDenied');
    expect(
      (await oss.call({ ...call, method: 'PUT', headers: { 'x-oss-object-acl': 'private' } })).code,
    ).toBe('AccessDenied');
  });
});
