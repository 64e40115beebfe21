import type { IBucket } from '@alicloud/ros-cdk-oss';
import * as z from 'zod';
import type { CodeZip } from '../code-package/code-zip';
import { setting } from './types';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Props that are objects of the app. A CDK context holds only text, so these are not settings. */
export const CONSTRUCT_PROPS = {
  bucket: setting(
    z
      .custom<IBucket>(
        (value) => isObject(value) && 'attrName' in value && 'node' in value,
        'must be a Bucket of @alicloud/ros-cdk-oss (a bucket by its name is existingBucketName)',
      )
      .optional(),
    {
      description: 'Bucket of the same stack whose objects are described. The app owns it.',
      limits: 'not together with `bucketName`, `existingBucketName` or `removal=purge`',
      type: 'IBucket',
      whenAbsent: 'the one of `existingBucketName`, or one that is made',
    },
  ),
  code: setting(
    z
      .custom<CodeZip>(
        (value) => isObject(value) && 'path' in value && 'sha256' in value,
        'must be { path, sha256 } of a zip file',
      )
      .optional(),
    {
      description: 'Zip file of the functions, such as one of changed sources.',
      limits: '`path` of the file, and the `sha256` of its bytes in hexadecimal',
      type: 'CodeZip',
      whenAbsent: 'the one that this package brings',
    },
  ),
};
