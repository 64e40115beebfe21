import type { NotificationRule } from '../../src/oss/service';
import { ACCOUNT, contentMd5, Harness, READER } from './harness';

let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());
beforeEach(() => {
  oss.events.length = 0;
});

const told = () =>
  oss.events.map(({ eventName, oss: { object } }) => [eventName, object.key, object.size, object.deltaSize]);

describe('an event', () => {
  it('has the documented payload', async () => {
    const key = 'ü +%&.mp4';
    const { headers } = await oss.put(key, 'bytes');
    expect(oss.events).toEqual([
      {
        eventName: 'ObjectCreated:PutObject',
        eventSource: 'acs:oss',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
        eventVersion: '1.0',
        oss: {
          bucket: {
            arn: `acs:oss:cn-hangzhou:${ACCOUNT}:${Harness.bucket}`,
            name: Harness.bucket,
            ownerIdentity: ACCOUNT,
            virtualBucket: '',
          },
          object: { key, size: 5, deltaSize: 5, eTag: '4B3A6218BB3E3A7303E8A171A60FCF92' },
          ossSchemaVersion: '1.0',
          ruleId: 'everything',
        },
        region: 'cn-hangzhou',
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { requestId: headers['x-oss-request-id'] },
        userIdentity: { principalId: ACCOUNT },
      },
    ]);
  });

  it('names the role that acted', async () => {
    oss.authority.allow = () => true;
    await oss.call({ method: 'PUT', key: 'k', body: '', credentials: READER });
    expect(oss.events[0]!.userIdentity.principalId).toBe('worker:session-1');
  });

  it('comes once from each operation, with the change in size', async () => {
    await oss.put('a', '12345');
    await oss.put('a', '123');
    await oss.call({ method: 'PUT', key: 'b', headers: { 'x-oss-copy-source': `/${Harness.bucket}/a` } });
    await oss.call({ method: 'POST', key: 'log', query: { append: null, position: '0' }, body: '12' });
    await oss.call({ method: 'POST', key: 'log', query: { append: null, position: '2' }, body: '345' });
    await oss.call({
      method: 'PUT',
      key: 'l',
      query: { symlink: null },
      headers: { 'x-oss-symlink-target': 'a' },
    });
    await oss.call({ method: 'DELETE', key: 'a' });
    await oss.call({ method: 'DELETE', key: 'a' });
    const body = '<Delete><Object><Key>b</Key></Object><Object><Key>log</Key></Object></Delete>';
    await oss.call({ method: 'POST', query: { delete: null }, headers: contentMd5(body), body });
    expect(told()).toEqual([
      ['ObjectCreated:PutObject', 'a', 5, 5],
      ['ObjectCreated:PutObject', 'a', 3, -2],
      ['ObjectCreated:CopyObject', 'b', 3, 3],
      ['ObjectCreated:AppendObject', 'log', 2, 2],
      ['ObjectCreated:AppendObject', 'log', 5, 3],
      ['ObjectCreated:PutSymlink', 'l', 0, 0],
      ['ObjectRemoved:DeleteObject', 'a', 3, -3],
      ['ObjectRemoved:DeleteObjects', 'b', 3, -3],
      ['ObjectRemoved:DeleteObjects', 'log', 5, -5],
    ]);
    expect(oss.events[4]!.oss.object['position']).toBe(2);
  });

  it('comes from each step of a multipart upload', async () => {
    const begin = async () => {
      const { text } = await oss.call({ method: 'POST', key: 'm', query: { uploads: null } });
      return /<UploadId>(.*)<\/UploadId>/.exec(text)![1]!;
    };
    const id = await begin();
    await oss.call({ method: 'PUT', key: 'm', query: { uploadId: id, partNumber: '1' }, body: 'abc' });
    const source = { 'x-oss-copy-source': `/${Harness.bucket}/m` };
    await oss.call({
      method: 'POST',
      key: 'm',
      query: { uploadId: id },
      headers: { 'x-oss-complete-all': 'yes' },
    });
    const second = await begin();
    await oss.call({
      method: 'PUT',
      key: 'm',
      query: { uploadId: second, partNumber: '1' },
      headers: source,
    });
    await oss.call({ method: 'DELETE', key: 'm', query: { uploadId: second } });
    expect(told()).toEqual([
      ['ObjectCreated:InitiateMultipartUpload', 'm', 0, 0],
      ['ObjectCreated:UploadPart', 'm', 3, 3],
      ['ObjectCreated:CompleteMultipartUpload', 'm', 3, 3],
      ['ObjectCreated:InitiateMultipartUpload', 'm', 0, 0],
      ['ObjectCreated:UploadPartCopy', 'm', 3, 3],
      ['ObjectRemoved:AbortMultipartUpload', 'm', 0, -3],
    ]);
    expect(oss.events[2]!.oss.object.eTag).toMatch(/^[0-9A-F]{32}-1$/);
  });

  it('does not come from what was refused or only read', async () => {
    await oss.put('/bad', 'x');
    await oss.get('nothing');
    await oss.put('k', 'x', { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' });
    expect(told()).toEqual([]);
  });

  it('finds the object already there', async () => {
    const seen: number[] = [];
    oss.server.removeNotification('everything');
    oss.server.addNotification({
      id: 'reader',
      bucket: Harness.bucket,
      events: ['oss:ObjectCreated:PutObject'],
      deliver: ({ oss: { object } }) =>
        void seen.push(oss.server.readObject(Harness.bucket, object.key).size),
    });
    await oss.put('there', '123');
    expect(seen).toEqual([3]);
    oss.server.removeNotification('reader');
    oss.subscribe();
  });
});

describe('rules', () => {
  let delivered: string[];
  const rule = (id: string, rest: Partial<NotificationRule>): NotificationRule => ({
    id,
    bucket: 'rule-bucket',
    events: ['oss:ObjectCreated:PutObject'],
    deliver: ({ oss: { object, ruleId } }) => void delivered.push(`${ruleId} ${object.key}`),
    ...rest,
  });
  const put = (key: string) => oss.call({ method: 'PUT', bucket: 'rule-bucket', key, body: 'x' });

  beforeEach(() => {
    delivered = [];
    oss.server.createBucket('rule-bucket', {});
  });
  afterEach(() => oss.server.deleteBucket('rule-bucket', true));

  it('match by event, prefix and suffix', async () => {
    oss.server.addNotification(rule('in', { prefix: 'in/', suffix: '.mp4' }));
    oss.server.addNotification(rule('out', { prefix: 'out/' }));
    oss.server.addNotification(rule('gone', { events: ['oss:ObjectRemoved:*'] }));
    for (const key of ['in/a.mp4', 'in/a.mov', 'a.mp4', 'out/b']) await put(key);
    await oss.call({ method: 'DELETE', bucket: 'rule-bucket', key: 'a.mp4' });
    expect(delivered).toEqual(['in in/a.mp4', 'out out/b', 'gone a.mp4']);
  });

  it.each([
    ['the same', {}, {}],
    ['one prefix within the other', { prefix: 'a/' }, { prefix: 'a/b/' }],
    ['one without a filter', { prefix: 'a/', suffix: '.mp4' }, {}],
    ['a prefix against a suffix', { prefix: 'a/' }, { suffix: '.mp4' }],
    ['a family against its member', {}, { events: ['oss:ObjectCreated:*'] }],
  ])('that overlap are refused: %s', (_, first, second) => {
    oss.server.addNotification(rule('first', first));
    expect(() => oss.server.addNotification(rule('second', second))).toThrow(
      /'second' overlaps rule 'first'/,
    );
  });

  it.each([
    ['apart by prefix', { prefix: 'a/' }, { prefix: 'b/' }],
    ['apart by suffix', { suffix: '.mp4' }, { suffix: '.mov' }],
    ['apart by event', {}, { events: ['oss:ObjectCreated:PostObject'] }],
  ])('that do not are taken: %s', (_, first, second) => {
    oss.server.addNotification(rule('first', first));
    expect(() => oss.server.addNotification(rule('second', second))).not.toThrow();
  });

  it('name events that exist, in a bucket that exists, ten at most', () => {
    expect(() => oss.server.addNotification(rule('r', { events: ['oss:ObjectCreated:Nothing'] }))).toThrow(
      /'oss:ObjectCreated:Nothing' is not an event/,
    );
    expect(() => oss.server.addNotification(rule('r', { bucket: 'no-such-bucket' }))).toThrow(
      expect.objectContaining({ code: 'NoSuchBucket' }),
    );
    for (let i = 0; i < 10; i++) oss.server.addNotification(rule(`r${i}`, { prefix: `${i}/` }));
    expect(() => oss.server.addNotification(rule('r10', { prefix: 'x/' }))).toThrow(/has 10 rules already/);
  });
});
