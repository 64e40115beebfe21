import { join } from 'node:path';
import { Chaos, SEVERINGS, type Severing } from 'stand-in-cloud';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { upload } from '../../cli/upload/upload';
import { ossEvent, payload } from '../functions/extract/event-factory';
import { MEDIA } from '../functions/extract/support/local-report';

/** Faults of connections while an instance is frozen, and no others. */
const NOTHING_ELSE = { duplicate: 0, delay: 0, join: 0, throttle: 0, kill: 0, shortage: 0 };

/** With this seed, each kind of fault comes in so many rounds. */
const ROUNDS = 8;

let pipeline: LocalPipeline;
let chaos: Chaos;

beforeAll(async () => {
  chaos = new Chaos(5, { requestFailures: 0, slowRequests: 0, delivery: { ...NOTHING_ELSE, sever: 1 } });
  pipeline = await LocalPipeline.deploy({ chaos });
  chaos.end();
}, 120_000);
afterAll(() => pipeline?.close());

/** Uploads all at once. @returns how many attempts were needed, and the statuses of the rows */
async function describeAll(...keys: string[]): Promise<{ attempts: number; statuses: unknown[] }> {
  const { cloud, connection } = pipeline;
  const before = chaos.seen.attempts;
  const oss = ossClient(connection);
  await Promise.all(keys.map((key) => upload(oss, { key, path: join(MEDIA, 'moov-first.mp4'), size: 0 })));
  await cloud.functions.idle();
  const tablestore = tablestoreClient(connection);
  const rows = await Promise.all(keys.map((key) => readRow(tablestore, connection, key)));
  return { attempts: chaos.seen.attempts - before, statuses: rows.map((row) => row?.status) };
}

/** Lets one instance describe many objects at the same time, so that it keeps many connections. */
async function warmUp(folder: string): Promise<void> {
  const { cloud, connection } = pipeline;
  const { bucket, service, function: fn } = connection;
  const keys = Array.from({ length: 8 }, (_, n) => `${folder}/${n}.mp4`);
  // A linked file has no event.
  for (const key of keys) cloud.oss.linkFile(bucket, key, join(MEDIA, 'moov-first.mp4'));
  const { accountId } = cloud.ram;
  const account = { kind: 'root', accountId, arn: `acs:ram::${accountId}:root` } as const;
  const events = payload(...keys.map((key) => ossEvent({ key, bucket })));
  expect((await cloud.functions.invoke(account, { service, fn }, events)).errorType).toBeUndefined();
}

describe('an instance whose connections ended while it was frozen', () => {
  it.each(SEVERINGS)(
    'describes the next object at the first attempt: %s',
    async (how: Severing) => {
      await warmUp(how);
      expect(pipeline.cloud.functions.severFrozen(how)).toBeGreaterThan(0);

      const { attempts, statuses } = await describeAll(`${how}/after.mp4`);

      expect(statuses).toEqual(['DESCRIBED']);
      expect(attempts).toBe(1);
      expect(pipeline.cloud.functions.lostAttempts).toBe(0);
    },
    60_000,
  );

  it('does so each time, in the way that the seed decides', async () => {
    chaos.begin();
    for (let n = 0; n < ROUNDS; n += 1) {
      expect(await describeAll(`chaos/${n}.mp4`)).toEqual({ attempts: 1, statuses: ['DESCRIBED'] });
    }
    chaos.end();

    const severed = SEVERINGS.map((how) => chaos.counts[`connections while frozen: ${how}`] ?? 0);
    expect(severed.reduce((sum, count) => sum + count)).toBe(ROUNDS);
    expect(Math.min(...severed)).toBeGreaterThan(0);
  }, 60_000);
});
