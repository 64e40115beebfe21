import { sign } from '../../src/oss/signature-v4';
import { Harness, READER, REGION, ROOT } from './harness';

let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());
beforeEach(() => {
  oss.events.length = 0;
  oss.authority.allow = () => true;
});

const BOUNDARY = 'form-boundary';

function form(fields: Record<string, string>, file?: { name?: string; bytes: string }): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  if (file) {
    const name = file.name === undefined ? '' : `; filename="${file.name}"`;
    parts.push(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"${name}\r\nContent-Type: text/plain\r\n\r\n${file.bytes}\r\n`,
    );
  }
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

/** Conditions that every form satisfies; a policy without conditions is invalid. */
const ANY = [['content-length-range', 0, 1_000_000]];

/** The fields that sign a policy. */
function signed(
  conditions: unknown = ANY,
  options: { expiresMs?: number; credentials?: typeof READER } = {},
) {
  const { expiresMs = 60_000, credentials = ROOT } = options;
  const expiration = new Date(Date.now() + expiresMs).toISOString();
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = { date: time.slice(0, 8), region: REGION };
  return {
    policy,
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': `${credentials.accessKeyId}/${scope.date}/${REGION}/oss/aliyun_v4_request`,
    'x-oss-date': time,
    'x-oss-signature': sign(credentials.accessKeySecret, scope, policy),
    ...(credentials.securityToken && { 'x-oss-security-token': credentials.securityToken }),
  };
}

const post = (body: string, headers: Record<string, string> = {}) =>
  oss.send({
    method: 'POST',
    path: `/${Harness.bucket}/`,
    headers: {
      'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
      'Content-Length': Buffer.byteLength(body),
      ...headers,
    },
    body,
  });

describe('a browser’s form', () => {
  it('becomes an object, and its own event', async () => {
    const answer = await post(
      form(
        { key: 'up/${filename}', 'x-oss-meta-a': 'ü', 'Content-Type': 'video/mp4', ...signed() },
        { name: 'f ü.mp4', bytes: 'bytes' },
      ),
    );
    expect(answer.status).toBe(204);
    const got = await oss.get('up/f ü.mp4');
    expect(got.text).toBe('bytes');
    expect(got.headers['content-type']).toBe('video/mp4');
    expect(Buffer.from(String(got.headers['x-oss-meta-a']), 'latin1').toString()).toBe('ü');
    expect(oss.events.map(({ eventName }) => eventName)).toEqual(['ObjectCreated:PostObject']);
  });

  it.each([
    [{ 'x-oss-content-type': 'video/mp4', 'Content-Type': 'a/b' }, 'video/mp4'],
    [{ 'Content-Type': 'a/b' }, 'a/b'],
    [{}, 'text/plain'],
  ])('gives the object the type that its fields or its file have: %j', async (fields, type) => {
    await post(form({ key: 'typed', ...fields, ...signed() }, { name: 'f', bytes: 'x' }));
    expect((await oss.get('typed')).headers['content-type']).toBe(type);
  });

  it.each([
    ['callback', 'e30='],
    ['x-oss-traffic-limit', '819200'],
  ])('is refused for a wish that nobody here fulfils: %s', async (name, value) => {
    const answer = await post(form({ key: 'wish', [name]: value, ...signed() }, { bytes: 'x' }));
    expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
    expect(answer.text).toContain(name);
    expect((await oss.get('wish')).code).toBe('NoSuchKey');
    const empty = await post(form({ key: 'wish', [name]: '', ...signed() }, { bytes: 'x' }));
    expect(empty.status).toBe(204);
    await oss.call({ method: 'DELETE', key: 'wish' });
  });

  it.each([
    ['200', 200],
    ['201', 201],
    ['204', 204],
    ['999', 204],
  ])('is answered as it asks: %s', async (success_action_status, status) => {
    const answer = await post(form({ key: 'k', success_action_status, ...signed() }, { bytes: 'x' }));
    expect(answer.status).toBe(status);
    expect(answer.text.includes('<PostResponse><Bucket>bucket-test</Bucket>')).toBe(status === 201);
  });

  it('is led on by a redirect', async () => {
    const answer = await post(
      form({ key: 'k', success_action_redirect: 'http://a/b', ...signed() }, { bytes: 'x' }),
    );
    expect([answer.status, answer.headers['location']]).toEqual([
      303,
      `http://a/b?bucket=${Harness.bucket}&key=k&etag=%229DD4E461268C8034F5C8564E155C67A6%22`,
    ]);
  });

  const policyOf = (document: unknown) => {
    const fields = signed();
    const policy = Buffer.from(JSON.stringify(document)).toString('base64');
    const scope = { date: fields['x-oss-date'].slice(0, 8), region: REGION };
    return { ...fields, policy, 'x-oss-signature': sign(ROOT.accessKeySecret, scope, policy) };
  };
  const expiration = '2099-01-01T00:00:00.000Z';
  it.each([
    [{}, 'InvalidPolicyDocument', '0006-00000209'],
    [{ expiration }, 'InvalidPolicyDocument', '0006-00000207'],
    [{ conditions: ANY }, 'InvalidPolicyDocument', '0006-00000208'],
    [{ expiration: 123, conditions: ANY }, 'InvalidPolicyDocument', '0006-00000210'],
    [{ expiration: '', conditions: ANY }, 'InvalidPolicyDocument', '0006-00000211'],
    [{ expiration: '2013-12-01T12:00:00Z', conditions: ANY }, 'AccessDenied', '0006-00000213'],
    [{ expiration, conditions: 123 }, 'InvalidPolicyDocument', '0006-00000214'],
    [{ expiration, conditions: [] }, 'InvalidPolicyDocument', '0006-00000215'],
    [{ expiration, conditions: [['$key']] }, 'InvalidPolicyDocument', '0006-00000216'],
    [
      { expiration, conditions: [['content-length-range', 20, 10]] },
      'InvalidPolicyDocument',
      '0006-00000219',
    ],
    [
      { expiration, conditions: [['content-length-range', 10, 'test']] },
      'InvalidPolicyDocument',
      '0006-00000221',
    ],
    [{ expiration, conditions: [['eq', '$success_action_status', '200']] }, 'AccessDenied', '0006-00000226'],
    [{ expiration, conditions: [['eq', '$key', 'other']] }, 'AccessDenied', '0006-00000227'],
    [{ expiration, conditions: [['constructor', '$key', 'k']] }, 'InvalidPolicyDocument', '0006-00000201'],
    [{ expiration, conditions: [{ key: { toString: 1 } }] }, 'AccessDenied', '0006-00000227'],
    [{ expiration, conditions: [['content-length-range', 0, 4]] }, 'EntityTooLarge', '0006-00000003'],
    [{ expiration, conditions: [['content-length-range', 6, 9]] }, 'EntityTooSmall', '0006-00000004'],
  ])('is refused with the documented code for the policy %j', async (document, code, ec) => {
    const answer = await post(form({ key: 'k', ...policyOf(document) }, { bytes: 'bytes' }));
    expect([answer.code, answer.headers['x-oss-ec']]).toEqual([code, ec]);
  });

  it('words the condition that it does not meet as OSS does', async () => {
    const answer = await post(form({ key: 'k', ...signed([['eq', '$key', 'other']]) }, { bytes: 'x' }));
    expect(answer.text).toContain('Policy Condition failed: ["eq", "$key", "other"]</Message>');
  });

  it('must be signed for the server’s region', async () => {
    const fields = signed();
    const elsewhere = fields['x-oss-credential'].replace(REGION, 'cn-beijing');
    const answer = await post(form({ key: 'k', ...fields, 'x-oss-credential': elsewhere }, { bytes: 'x' }));
    expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
    expect(answer.text).toContain('<EC>0002-00000715</EC>');
  });

  it('is signed by its fields alone', async () => {
    const headers = { Authorization: 'OSS ak:signature' };
    expect((await post(form({ key: 'k', ...signed() }, { bytes: 'x' }), headers)).status).toBe(204);
  });

  it('may be signed with temporary keys, and needs the permission to put', async () => {
    const fields = { key: 'sts', ...signed(ANY, { credentials: READER }) };
    expect((await post(form(fields, { bytes: 'x' }))).status).toBe(204);
    oss.authority.allow = () => false;
    expect(await post(form(fields, { bytes: 'x' }))).toMatchObject({ status: 403, code: 'AccessDenied' });
    const { 'x-oss-security-token': _, ...withoutToken } = fields;
    expect((await post(form(withoutToken, { bytes: 'x' }))).code).toBe('InvalidAccessKeyId');
  });

  it.each([
    ['an expired policy', signed(ANY, { expiresMs: -1000 }), 'AccessDenied', 'Policy expired'],
    [
      'another bucket',
      signed([{ bucket: 'other' }]),
      'AccessDenied',
      'Policy Condition failed: {"bucket":"other"}',
    ],
    ['another key', signed([['eq', '$key', 'other']]), 'AccessDenied', 'Policy Condition failed'],
    ['another prefix', signed([['starts-with', '$key', 'user/']]), 'AccessDenied', 'Policy Condition failed'],
    ['another type', signed([['in', '$content-type', ['a/b']]]), 'AccessDenied', 'Policy Condition failed'],
    ['a file too long', signed([['content-length-range', 0, 4]]), 'EntityTooLarge', ''],
    ['a file too short', signed([['content-length-range', 6, 9]]), 'EntityTooSmall', ''],
    ['a condition of no known kind', signed([['like', '$key', 'k']]), 'InvalidPolicyDocument', 'like'],
    ['no policy at all', {}, 'AccessDenied', 'bucket acl'],
    ['a broken policy', { ...signed(), policy: 'e30=' }, 'SignatureDoesNotMatch', ''],
    ['an old signature', { OSSAccessKeyId: 'a', Signature: 's', policy: 'e30=' }, 'AccessDenied', 'V1'],
  ])('is refused for %s', async (_, fields, code, message) => {
    const answer = await post(form({ key: 'refused', ...fields }, { bytes: 'bytes' }));
    expect(answer.code).toBe(code);
    expect(answer.text).toContain(message);
    expect((await oss.get('refused')).code).toBe('NoSuchKey');
  });

  it('that satisfies its conditions is taken', async () => {
    const conditions = [
      { bucket: Harness.bucket },
      ['eq', '$key', 'fits'],
      ['in', '$content-type', ['a/b', 'c/d']],
      ['not-in', '$cache-control', ['no-cache']],
      ['content-length-range', 1, 5],
    ];
    const fields = { key: 'fits', 'content-type': 'c/d', ...signed(conditions) };
    expect((await post(form(fields, { bytes: 'bytes' }))).status).toBe(204);
  });

  it('needs no signature where everybody may write', async () => {
    oss.server.updateBucket(Harness.bucket, { acl: 'public-read-write', blockPublicAccess: false });
    expect((await post(form({ key: 'public' }, { bytes: 'x' }))).status).toBe(204);
    oss.server.updateBucket(Harness.bucket, {});
  });

  it('must be well-formed', async () => {
    expect((await post(form({ key: 'k', ...signed() }))).code).toBe('MalformedPOSTRequest');
    const whole = form({ key: 'cut', ...signed() }, { bytes: 'bytes' });
    expect((await post(whole.slice(0, -20))).code).toBe('MalformedPOSTRequest');
    expect((await post(form({ key: 'k', long: 'x'.repeat(5000) }, { bytes: 'x' }))).code).toBe(
      'MalformedPOSTRequest',
    );
    const plain = await oss.send({ method: 'POST', path: `/${Harness.bucket}/`, body: 'x' });
    expect(plain.code).toBe('MalformedPOSTRequest');
    expect((await oss.get('cut')).code).toBe('NoSuchKey');
  });
});
