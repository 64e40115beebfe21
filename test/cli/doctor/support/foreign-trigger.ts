import { zipSync } from 'fflate';
import type { Cloud } from 'stand-in-cloud';

/** A function of another product, with a trigger for every object of a bucket. */
export async function foreignTrigger({ functions, oss, ram, region }: Cloud, bucket: string): Promise<void> {
  oss.createBucket(bucket, {});
  const roleTrusting = (service: string, name: string): string => {
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: [service] } };
    ram.createRole(name, { assumeRolePolicyDocument: { Version: '1', Statement: [trust] } });
    return `acs:ram::${ram.accountId}:role/${name}`;
  };
  const zip = Buffer.from(zipSync({ 'index.js': Buffer.from('exports.handler = async () => 1;') }));
  await functions.createService('others', {});
  const name = { service: 'others', fn: 'thumbnails' };
  await functions.createFunction(name, {
    code: { zip },
    handler: 'index.handler',
    runtime: 'nodejs20',
    memorySizeMB: 512,
    timeoutSeconds: 60,
  });
  await functions.createTrigger(name, 'objects', {
    type: 'oss',
    sourceArn: `acs:oss:${region}:${ram.accountId}:${bucket}`,
    invocationRole: roleTrusting('oss.aliyuncs.com', 'others-trigger'),
    events: ['oss:ObjectCreated:*'],
  });
}
