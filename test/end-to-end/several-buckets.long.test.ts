import { join } from 'node:path';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { upload } from '../../cli/upload/upload';
import { MEDIA } from '../functions/extract/support/local-report';
import type { Template } from '../lib/support/synthesized';

let pipeline: LocalPipeline;
beforeAll(async () => {
  pipeline = await LocalPipeline.deploy({ context: { otherBuckets: ['second'] } });
}, 120_000);
afterAll(() => pipeline?.close());

/** Adds a copy of the stack's trigger for each bucket, as an operator would. */
function withTriggers(...buckets: string[]): Template {
  const template = pipeline.template as Template;
  const own = template.Resources['ObjectTrigger']!;
  const triggers = buckets.map((BucketName) => {
    const { TriggerName, SourceArn: _, TriggerConfig, ...same } = own.Properties;
    const SourceArn = { 'Fn::Sub': `acs:oss:\${ALIYUN::Region}:\${ALIYUN::TenantId}:${BucketName}` };
    const config = { ...(TriggerConfig as object), BucketName };
    const Properties = {
      ...same,
      TriggerName: `${TriggerName}-${BucketName}`,
      SourceArn,
      TriggerConfig: config,
    };
    return [`${BucketName}Trigger`, { ...own, Properties }];
  });
  return { ...template, Resources: { ...template.Resources, ...Object.fromEntries(triggers) } };
}

describe('several buckets and one table', () => {
  it('have rows for those that the stack knows, and for no other', async () => {
    const { cloud, connection } = pipeline;
    for (const bucket of ['second', 'third']) await ossClient(connection).putBucket(bucket);
    await pipeline.update(withTriggers('second', 'third'));

    const path = join(MEDIA, 'moov-first.mp4');
    for (const bucket of [connection.bucket, 'second', 'third']) {
      await upload(ossClient({ ...connection, bucket }), { key: 'a.mp4', path, size: 0 });
    }
    await cloud.functions.idle();

    const tablestore = tablestoreClient(connection);
    const row = (bucket: string) => readRow(tablestore, { ...connection, bucket }, 'a.mp4');
    expect((await row(connection.bucket))?.status).toBe('DESCRIBED');
    expect((await row('second'))?.status).toBe('DESCRIBED');
    expect(await row('third')).toBeUndefined();
    expect(cloud.functions.lostAttempts).toBe(0);
  }, 60_000);
});
