import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Asset } from '../../../../cli/deploy/assembly';

type Properties = Record<string, unknown>;

export const bucket = (BucketName: string, more: object = {}, properties: Properties = {}) => ({
  Type: 'ALIYUN::OSS::Bucket',
  Properties: { BucketName, AccessControl: 'private', ...properties },
  ...more,
});

export const project = (Name: string, Description = '') => ({
  Type: 'ALIYUN::SLS::Project',
  Properties: { Name, Description },
});

export const template = (Resources: Record<string, object>, Outputs: Record<string, object> = {}) => ({
  ROSTemplateFormatVersion: '2015-09-01',
  Resources,
  Outputs,
});

/** A file that stands for code, and where it belongs. */
export function codeAsset(folder: string, bucket: string, name: string): Asset {
  const path = join(folder, `${name}.zip`);
  writeFileSync(path, `the code ${name}`);
  return { path, bucket, key: `${name}.zip` };
}
