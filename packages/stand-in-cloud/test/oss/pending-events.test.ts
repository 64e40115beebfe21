import type { OssEventRecord } from '../../src/oss/service';
import { Harness } from './harness';

let oss: Harness;
beforeEach(async () => {
  oss = await Harness.start();
});
afterEach(() => oss.close());

async function restart(): Promise<void> {
  await oss.server.close();
  await oss.open();
}

describe('an event that its receiver has not taken', () => {
  const rule = {
    id: 'late',
    bucket: Harness.bucket,
    events: ['oss:ObjectCreated:PutObject'],
    prefix: 'late/',
  };
  const keys = (records: OssEventRecord[]) => records.map((record) => record.oss.object.key);

  beforeEach(() => oss.server.removeNotification('everything'));

  it('is delivered by a later server, and then no more', async () => {
    oss.server.addNotification({ ...rule, deliver: () => Promise.resolve(false) });
    await oss.put('late/a', '1');
    await oss.put('other', '1');
    await restart();
    // Before the rule is added again its events are kept too.
    await oss.put('late/b', '1');
    await restart();

    const seen: OssEventRecord[] = [];
    oss.server.addNotification({
      ...rule,
      deliver: (record) => {
        seen.push(record);
        return Promise.resolve(true);
      },
    });
    expect(seen).toEqual([]);
    oss.server.deliverPending();
    oss.server.deliverPending();
    expect(keys(seen)).toEqual(['late/a', 'late/b']);
    await restart();
    const again: OssEventRecord[] = [];
    oss.server.addNotification({ ...rule, deliver: (record) => void again.push(record) });
    oss.server.deliverPending();
    expect(again).toEqual([]);
  });

  it('is forgotten with its rule, and with its bucket', async () => {
    oss.server.addNotification({ ...rule, deliver: () => Promise.resolve(false) });
    await oss.put('late/a', '1');
    oss.server.removeNotification('late');
    oss.server.addNotification({ ...rule, deliver: () => Promise.resolve(false) });
    await oss.put('late/b', '1');
    oss.server.suspendNotification('late');
    oss.server.deleteBucket(Harness.bucket, true);
    await restart();
    oss.server.createBucket(Harness.bucket, {});
    const seen: OssEventRecord[] = [];
    oss.server.addNotification({ ...rule, deliver: (record) => void seen.push(record) });
    oss.server.deliverPending();
    expect(seen).toEqual([]);
  });

  it('does not stand in the way of a new rule for the same objects', async () => {
    oss.server.addNotification({ ...rule, deliver: () => Promise.resolve(false) });
    await restart();
    oss.server.addNotification({ ...rule, id: 'renamed', deliver: (record) => void oss.events.push(record) });
    await oss.put('late/a', '1');
    expect(oss.events.map((record) => record.oss.ruleId)).toEqual(['renamed']);
  });
});
