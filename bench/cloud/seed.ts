import type { OssServer } from 'stand-in-cloud';

/** An object whose bytes are in a file. */
export interface SeedObject {
  key: string;
  path: string;
}

/**
 * Puts files into a bucket as links. So no 1.5 GB are copied before every run, and a sparse file of 20 GB
 * stays sparse.
 */
export function seedBucket(oss: OssServer, bucket: string, objects: readonly SeedObject[]): void {
  oss.createBucket(bucket, { acl: 'private' });
  for (const { key, path } of objects) oss.linkFile(bucket, key, path);
}
