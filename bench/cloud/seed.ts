import { createHash, randomUUID } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../local/clock';
import { BucketStore } from '../../local/oss/bucket-store';

/** An object whose bytes lie in a file. */
export interface SeedObject {
  key: string;
  path: string;
  size: number;
}

/**
 * Puts files into the data directory of an OSS stand-in that is not running yet: as links, so that neither 1.5 GB are
 * copied before every run nor a sparse file of 20 GB is filled. Their sums are made up; nobody asks for them.
 */
export function seedBucket(dataDir: string, bucketName: string, objects: readonly SeedObject[]): void {
  const store = new BucketStore(dataDir, systemClock);
  try {
    store.createBucket(bucketName, { acl: 'private' });
    for (const { key, path, size } of objects) {
      const blob = randomUUID();
      symlinkSync(path, join(dataDir, 'blobs', blob));
      store.putObject(store.bucket(bucketName), key, {
        segments: [{ blob, offset: 0, length: size }],
        size,
        etag: createHash('md5').update(path).digest('hex').toUpperCase(),
        crc64: '0',
        type: 'Normal',
        headers: { 'content-type': 'application/octet-stream' },
        storageClass: 'Standard',
        lastModified: store.now(),
      });
    }
  } finally {
    store.close();
  }
}
