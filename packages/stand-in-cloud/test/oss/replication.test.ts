import type { OssEventRecord } from '../../src/oss/service';
import { Harness } from './harness';

const REPLICA = 'replica-bucket';

let oss: Harness;
const events: OssEventRecord[] = [];
beforeAll(async () => {
  oss = await Harness.start();
  oss.server.createBucket(REPLICA, {});
  oss.server.addNotification({
    id: 'of-the-replica',
    bucket: REPLICA,
    events: ['oss:ObjectCreated:*', 'oss:ObjectRemoved:*', 'oss:ObjectReplication:*'],
    deliver: (record) => void events.push(record),
  });
  await oss.put('before', 'is not copied');
  oss.server.replicate(Harness.bucket, REPLICA);
});
afterAll(() => oss.close());
beforeEach(() => {
  oss.events.length = 0;
  events.length = 0;
});

const told = (list: OssEventRecord[]) =>
  list.map(({ eventName, oss: { bucket, object } }) => [eventName, bucket.name, object.key, object.size]);

it('has what is written to the other bucket, and events of its own family only', async () => {
  await oss.put('a', '12345');
  await oss.put('a', '123');
  await oss.call({ method: 'PUT', key: 'b', headers: { 'x-oss-copy-source': `/${Harness.bucket}/a` } });

  expect(told(events)).toEqual([
    ['ObjectReplication:ObjectCreated', REPLICA, 'a', 5],
    ['ObjectReplication:ObjectModified', REPLICA, 'a', 3],
    ['ObjectReplication:ObjectCreated', REPLICA, 'b', 3],
  ]);
  expect(events[1]!.oss.object).toMatchObject({ deltaSize: -2, eTag: oss.events[1]!.oss.object.eTag });
  expect(oss.server.readObject(REPLICA, 'b')).toMatchObject({ size: 3 });
  // Nothing of that is seen in the bucket that was written to.
  expect(told(oss.events).map(([name]) => name)).toEqual([
    'ObjectCreated:PutObject',
    'ObjectCreated:PutObject',
    'ObjectCreated:CopyObject',
  ]);
});

it('loses what is deleted there, and what it lost already is no event', async () => {
  await oss.call({ method: 'DELETE', key: 'b' });
  await oss.call({ method: 'DELETE', key: 'before' });

  expect(told(events)).toEqual([['ObjectReplication:ObjectRemoved', REPLICA, 'b', 3]]);
  expect(() => oss.server.readObject(REPLICA, 'b')).toThrow('The specified key does not exist.');
});

it('keeps bytes that the other bucket has no more', async () => {
  await oss.put('kept', 'bytes');
  oss.server.replicate(Harness.bucket, REPLICA);
  const { stream } = oss.server.readObject(REPLICA, 'kept');
  await oss.put('kept', 'others');
  const read: Buffer[] = [];
  for await (const piece of stream) read.push(piece);

  expect(Buffer.concat(read).toString()).toBe('bytes');
});

it('is no replica of a bucket that is not there', () => {
  expect(() => oss.server.replicate('nowhere', REPLICA)).toThrow('The specified bucket does not exist.');
});
