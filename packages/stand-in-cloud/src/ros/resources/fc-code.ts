import { strToU8, zipSync } from 'fflate';
import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { CodeOptions } from '../../function-compute/service';
import { text, unsupported } from './forms';

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** A fixed date, the earliest in zip files, so that the same source gives the same package. */
const NO_TIME = new Date(1980, 0, 1);

const shape = z.strictObject({
  ZipFile: z.string().regex(BASE64, 'must be a zip in base64').optional(),
  SourceCode: z.string().max(limits.functionCompute.SOURCE_CODE_CHARACTERS).optional(),
  OssBucketName: text().optional(),
  OssObjectName: text().optional(),
  // Of Function Compute 3.
  Checksum: unsupported(),
});

type FunctionCode = z.output<typeof shape>;

/** Checked for each of the two, also when the other is not known yet. */
const isThere = (name: 'OssBucketName' | 'OssObjectName') => ({
  path: [name],
  message: 'is required',
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
});

const named = (name: 'OssBucketName' | 'OssObjectName') => (code: FunctionCode) =>
  Boolean(code.ZipFile || code.SourceCode) || code[name] !== undefined;

/** Where the code of a function comes from: a zip in the template, its source, or a zip in OSS, in this order. */
export const functionCode = () =>
  shape
    .refine(named('OssBucketName'), isThere('OssBucketName'))
    .refine(named('OssObjectName'), isThere('OssObjectName'));

/** ROS packs source into a file named `index`, so the handler must be `index.NAME`; only Node runs here. */
export function codeOf({ ZipFile, SourceCode, OssBucketName, OssObjectName }: FunctionCode): CodeOptions {
  if (ZipFile) return { zip: Buffer.from(ZipFile, 'base64') };
  if (!SourceCode) return { ossBucketName: OssBucketName ?? '', ossObjectName: OssObjectName ?? '' };
  return { zip: Buffer.from(zipSync({ 'index.js': strToU8(SourceCode) }, { mtime: NO_TIME })) };
}
