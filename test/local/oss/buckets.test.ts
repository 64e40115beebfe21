import { Harness } from './harness';

let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());

describe('buckets', () => {
  it('are made, described, listed and deleted by the official client', async () => {
    await oss.client().putBucket('second-bucket', { storageClass: 'IA' } as never);
    const { bucket } = await oss.client().getBucketInfo('second-bucket');
    expect(bucket).toMatchObject({ Name: 'second-bucket', StorageClass: 'IA', Location: 'oss-cn-hangzhou' });
    expect((await oss.client().getBucketLocation('second-bucket')).location).toBe('oss-cn-hangzhou');
    expect((await oss.client().getBucketACL('second-bucket')).acl).toBe('private');
    const listed = (await oss.client().listBuckets({})) as unknown as { buckets: { name: string }[] };
    expect(listed.buckets.map(({ name }) => name)).toEqual([Harness.bucket, 'second-bucket']);
    await oss.client().deleteBucket('second-bucket');
    await expect(oss.client().getBucketInfo('second-bucket')).rejects.toMatchObject({ code: 'NoSuchBucket' });
  });

  it('that hold objects or uploads are not deleted, unless by force', async () => {
    oss.server.createBucket('full-bucket', {});
    await oss.call({ method: 'PUT', bucket: 'full-bucket', key: 'k', body: 'x' });
    await expect(oss.client().deleteBucket('full-bucket')).rejects.toMatchObject({
      status: 409,
      code: 'BucketNotEmpty',
    });
    expect(() => oss.server.deleteBucket('full-bucket')).toThrow(
      expect.objectContaining({ code: 'BucketNotEmpty' }),
    );
    await oss.call({ method: 'DELETE', bucket: 'full-bucket', key: 'k' });
    await oss.call({ method: 'POST', bucket: 'full-bucket', key: 'k', query: { uploads: null } });
    expect(() => oss.server.deleteBucket('full-bucket')).toThrow(
      expect.objectContaining({ code: 'BucketNotEmpty' }),
    );
    oss.server.deleteBucket('full-bucket', true);
    expect(oss.server.hasBucket('full-bucket')).toBe(false);
  });

  it.each(['ab', 'Upper', '-start', 'end-', 'under_score', 'a'.repeat(64)])(
    'cannot be called %s',
    async (name) => {
      expect(() => oss.server.createBucket(name, {})).toThrow(
        expect.objectContaining({ code: 'InvalidBucketName' }),
      );
      const answer = await oss.call({ method: 'PUT', bucket: name });
      expect([answer.status, answer.code]).toEqual([400, 'InvalidBucketName']);
    },
  );

  it('exist once', async () => {
    expect(() => oss.server.createBucket(Harness.bucket, {})).toThrow(
      expect.objectContaining({ code: 'BucketAlreadyExists', status: 409 }),
    );
    // To its owner the service says that it is there, and no more.
    expect((await oss.call({ method: 'PUT' })).status).toBe(200);
  });

  it('do not become public while public access is blocked', async () => {
    const acl = { 'x-oss-acl': 'public-read' };
    expect((await oss.call({ method: 'PUT', bucket: 'public-bucket', headers: acl })).code).toBe(
      'AccessDenied',
    );
    expect((await oss.call({ method: 'PUT', query: { acl: null }, headers: acl })).code).toBe('AccessDenied');
    oss.server.createBucket('public-bucket', { blockPublicAccess: false });
    await oss.client().putBucketACL('public-bucket', 'public-read');
    expect((await oss.client().getBucketACL('public-bucket')).acl).toBe('public-read');
  });

  it('do not take versioning in silence', () => {
    expect(() => oss.server.createBucket('versioned', { versioning: 'Enabled' })).toThrow(
      /Versioning \(Enabled\)/,
    );
    expect(oss.server.hasBucket('versioned')).toBe(false);
  });

  it('encrypt what comes without a wish of its own', async () => {
    oss.server.createBucket('encrypted', { encryption: { algorithm: 'AES256' } });
    await oss.call({ method: 'PUT', bucket: 'encrypted', key: 'k', body: 'x' });
    const head = await oss.call({ method: 'HEAD', bucket: 'encrypted', key: 'k' });
    expect(head.headers['x-oss-server-side-encryption']).toBe('AES256');
  });
});

describe('what nobody here understands', () => {
  it.each([
    ['GET', '', { cors: null }, 'Parameter cors'],
    ['PUT', '', { versioning: null }, 'Parameter versioning'],
    ['GET', 'k', { tagging: null }, 'Parameter tagging'],
    ['GET', 'k', { 'x-oss-process': 'image/resize' }, 'Parameter x-oss-process'],
    ['GET', 'k', { versionId: 'v' }, 'Parameter versionId'],
  ])('is refused by name: %s %s %j', async (method, key, query, what) => {
    const answer = await oss.call({ method, key, query: query as Record<string, string | null> });
    expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
    expect(answer.text).toContain(what);
  });

  it('is refused among headers too', async () => {
    const answer = await oss.put('k', 'x', { 'x-oss-tagging': 'a=b' });
    expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
    expect(answer.text).toContain('x-oss-tagging');
  });

  it('is refused among methods', async () => {
    expect(await oss.call({ method: 'PATCH', key: 'k' })).toMatchObject({
      status: 405,
      code: 'MethodNotAllowed',
    });
    expect(await oss.call({ method: 'DELETE', bucket: '' })).toMatchObject({ status: 405 });
  });

  it('is told a browser that asks first', async () => {
    const answer = await oss.send({
      method: 'OPTIONS',
      path: `/${Harness.bucket}/k`,
      headers: { Origin: 'http://a' },
    });
    expect([answer.status, answer.code]).toEqual([403, 'AccessForbidden']);
  });
});
