import { strToU8, zipSync } from 'fflate';
import { Cloud, type CloudOptions, StackFailedError } from 'stand-in-cloud';
import { ossClient } from '../../../cli/cloud/oss-client';
import type { Template } from '../../lib/support/synthesized';

/** Code that Function Compute unpacks and never runs. */
const ZIP = Buffer.from(zipSync({ 'index.js': strToU8('exports.handler = async () => 1;') }));

/** A cloud with the code of a template in its bucket. */
export async function cloudFor(template: Template, options: CloudOptions = {}): Promise<Cloud> {
  const cloud = await Cloud.start(options);
  const code = template.Resources['ExtractFunction']!.Properties['Code'] as { OssObjectName: string };
  const bucket = `cdk-media-metadata-assets-${cloud.region}`;
  cloud.oss.createBucket(bucket, {});
  const connection = { ...cloud.rootKey, ossEndpoint: cloud.oss.endpoint, region: cloud.region, bucket };
  await ossClient(connection).put(code.OssObjectName, ZIP);
  return cloud;
}

/** Makes the stack `media`. @returns why it failed */
export async function createStack(cloud: Cloud, template: Template): Promise<string | undefined> {
  try {
    await cloud.ros.createStack({ name: 'media', template });
    return undefined;
  } catch (error) {
    if (!(error instanceof StackFailedError)) throw error;
    return error.description.statusReason;
  }
}
