import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { MEDIA } from '../functions/extract/support/local-report';

/** The bucket for uploads. The bucket of the pipeline is its replica. */
const SOURCE = 'somewhere-else';

let pipeline: LocalPipeline;
const problems: unknown[] = [];
beforeAll(async () => {
  pipeline = await LocalPipeline.deploy({ context: {}, onProblem: (problem) => problems.push(problem) });
  const { oss } = pipeline.cloud;
  oss.createBucket(SOURCE, {});
  oss.replicate(SOURCE, pipeline.connection.bucket);
}, 120_000);
afterAll(() => pipeline?.close());

async function row(key: string) {
  await pipeline.cloud.functions.idle();
  return readRow(tablestoreClient(pipeline.connection), pipeline.connection, key);
}

it('describes what arrives by replication, again when it is replaced, and not once it is gone', async () => {
  const client = ossClient({ ...pipeline.connection, bucket: SOURCE });
  const key = '复制/film';

  await client.put(key, join(MEDIA, 'moov-first.mp4'));
  expect((await row(key))?.columns).toMatchObject({ Status: 'DESCRIBED', Format: 'MPEG-4' });

  await client.put(key, readFileSync(join(MEDIA, 'still.jpg')));
  expect((await row(key))?.columns).toMatchObject({ Status: 'DESCRIBED', Format: 'JPEG' });

  await client.delete(key);
  expect(await row(key)).toBeUndefined();
  expect(problems).toEqual([]);
});
