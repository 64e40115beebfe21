import { join } from 'node:path';
import { Chaos } from 'stand-in-cloud';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { CHAOS_TIME_SCALE } from '../../cli/local-cloud/chaos';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { upload } from '../../cli/upload/upload';
import { localReport, MEDIA, withoutPath } from '../functions/extract/support/local-report';

const NAMES = ['moov-first.mp4', 'vbr.mp3', 'still.jpg', 'hi-res.flac', 'text.mp4'];

/** Uploads as `npm start -- --chaos SEED` does. @returns the reports by name, and the faults of the uploads */
async function runWith(seed: number, functionCompute: 2 | 3) {
  const chaos = new Chaos(seed, { requestFailures: 0.25 });
  const context = { functionCompute };
  const pipeline = await LocalPipeline.deploy({ context, chaos, timeScale: CHAOS_TIME_SCALE });
  try {
    const { connection, cloud } = pipeline;
    const oss = ossClient(connection);
    for (const key of NAMES) await upload(oss, { key, path: join(MEDIA, key), size: 0 });
    await cloud.functions.idle();
    cloud.calm();
    const tablestore = tablestoreClient(connection);
    const rows = await Promise.all(NAMES.map((key) => readRow(tablestore, connection, key)));
    return {
      bucket: connection.bucket,
      failed: chaos.seen.failedRequests,
      statuses: rows.map((row) => row?.status),
      reports: rows.map((row) => withoutPath(row?.xml ?? '')),
      puts: cloud.oss.requests
        .filter(({ operation, bucket }) => operation === 'PutObject' && bucket === connection.bucket)
        .map(({ key, status }) => `${key} ${status}`),
    };
  } finally {
    await pipeline.close();
  }
}

describe('Under chaos', () => {
  const runs: Awaited<ReturnType<typeof runWith>>[] = [];

  beforeAll(async () => {
    const all = [runWith(11, 2), runWith(19, 3), runWith(11, 2)];
    runs.push(...(await Promise.all(all)));
  }, 120_000);

  it.each([
    ['in Function Compute 2', 0],
    ['with another seed in Function Compute 3', 1],
  ])('every row is right %s', (_, n) => {
    const { statuses, reports, failed } = runs[n]!;

    expect(failed).toBeGreaterThan(5);
    expect(statuses).toEqual(['DESCRIBED', 'DESCRIBED', 'DESCRIBED', 'DESCRIBED', 'UNRECOGNISED']);
    expect(reports).toEqual(NAMES.map((name) => withoutPath(localReport(join(MEDIA, name)))));
  });

  it('the same seed does the same: names, and what every upload met', () => {
    const [one, different, other] = runs;

    expect(other!.bucket).toBe(one!.bucket);
    expect(other!.puts).toEqual(one!.puts);
    expect(one!.puts.length).toBeGreaterThan(NAMES.length);
    expect(different!.bucket).not.toBe(one!.bucket);
    expect(different!.puts).not.toEqual(one!.puts);
  });
});
