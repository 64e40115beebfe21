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
    // For the owner, creating the bucket again is no error.
    expect((await oss.call({ method: 'PUT' })).status).toBe(200);
  });

  it('are made where they are asked for, or not at all', async () => {
    const make = (bucket: string, place: string) => {
      const body = `<CreateBucketConfiguration><LocationConstraint>${place}</LocationConstraint></CreateBucketConfiguration>`;
      return oss.call({ method: 'PUT', bucket, body });
    };
    expect((await make('placed-bucket', 'oss-cn-hangzhou')).status).toBe(200);
    expect((await make('misplaced-bucket', 'oss-cn-beijing')).code).toBe('InvalidLocationConstraint');
    expect(oss.server.hasBucket('misplaced-bucket')).toBe(false);
    oss.server.deleteBucket('placed-bucket');
  });

  it('count what they hold, by storage class', async () => {
    const bucket = 'counted-bucket';
    oss.server.createBucket(bucket, {});
    await oss.call({ method: 'PUT', bucket, key: 'a', body: '12345' });
    const cold = { 'x-oss-storage-class': 'IA' };
    await oss.call({ method: 'PUT', bucket, key: 'b', body: '123', headers: cold });
    const begun = await oss.call({ method: 'POST', bucket, key: 'c', query: { uploads: null } });
    const uploadId = /<UploadId>(.*)<\/UploadId>/.exec(begun.text)![1]!;
    await oss.call({ method: 'PUT', bucket, key: 'c', query: { uploadId, partNumber: '1' }, body: 'x' });
    const { text } = await oss.call({ bucket, query: { stat: null } });
    const values = Object.fromEntries([...text.matchAll(/<(\w+)>(\d+)</g)].map(([, name, n]) => [name, +n!]));
    expect(values).toMatchObject({
      Storage: 8,
      ObjectCount: 2,
      MultipartUploadCount: 1,
      MultipartPartCount: 1,
      StandardStorage: 5,
      StandardObjectCount: 1,
      InfrequentAccessStorage: 65_536,
      InfrequentAccessRealStorage: 3,
      InfrequentAccessObjectCount: 1,
      ArchiveObjectCount: 0,
    });
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
    ['GET', '', { cors: null }, 'Parameter cors of GET on a bucket'],
    ['GET', '', { objectMeta: null }, 'Parameter objectMeta of GET on a bucket'],
    ['PUT', '', { versioning: null }, 'Parameter versioning of PUT on a bucket'],
    ['PUT', 'k', { append: null }, 'Parameter append of PUT on an object'],
    ['DELETE', 'k', { acl: null }, 'Parameter acl of DELETE on an object'],
    ['POST', 'k', { 'x-oss-async-process': null }, 'Parameter x-oss-async-process of POST on an object'],
    ['GET', 'k', { 'x-oss-process': 'image/resize' }, 'Parameter x-oss-process'],
    ['GET', 'k', { versionId: 'v' }, 'Parameter versionId'],
  ])('is refused by name: %s %s %j', async (method, key, query, what) => {
    const answer = await oss.call({ method, key, query: query as Record<string, string | null> });
    expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
    expect(answer.text).toContain(what);
  });

  it('is refused among headers too', async () => {
    const answer = await oss.put('k', 'x', { 'x-oss-callback': 'e30=' });
    expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
    expect(answer.text).toContain('x-oss-callback');
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
