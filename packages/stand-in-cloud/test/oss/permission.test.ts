import { Harness, READER } from './harness';

let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
  await oss.put('k ü+%.txt', 'body');
});
afterAll(() => oss.close());

describe('permission', () => {
  it('is asked for every call, with action and resource', async () => {
    oss.authority.asked.length = 0;
    await oss.call({ key: 'k ü+%.txt', credentials: READER });
    expect(oss.authority.asked).toEqual([
      `oss:GetObject acs:oss:cn-hangzhou:${oss.authority.accountId}:${Harness.bucket}/k ü+%.txt`,
    ]);
    const denied = await oss.call({ method: 'PUT', key: 'new', body: 'x', credentials: READER });
    expect([denied.status, denied.code]).toEqual([403, 'AccessDenied']);
    expect(denied.text).toContain('<AuthAction>oss:PutObject</AuthAction>');
    const list = await oss.call({ credentials: READER });
    expect(list.code).toBe('AccessDenied');
    expect(oss.authority.asked.at(-1)).toBe(
      `oss:ListObjects acs:oss:cn-hangzhou:${oss.authority.accountId}:${Harness.bucket}`,
    );
  });

  it('is missing to anyone unsigned, but for what an ACL opens', async () => {
    const anonymous = () => oss.send({ path: `/${Harness.bucket}/${encodeURIComponent('k ü+%.txt')}` });
    expect((await anonymous()).code).toBe('AccessDenied');
    oss.server.updateBucket(Harness.bucket, { acl: 'public-read', blockPublicAccess: false });
    expect((await anonymous()).text).toBe('body');
    const write = await oss.send({ method: 'PUT', path: `/${Harness.bucket}/k`, body: 'x' });
    expect(write.code).toBe('AccessDenied');
    oss.server.updateBucket(Harness.bucket, { acl: 'public-read' });
    expect((await anonymous()).code).toBe('AccessDenied');
    oss.server.updateBucket(Harness.bucket, {});
  });
});
