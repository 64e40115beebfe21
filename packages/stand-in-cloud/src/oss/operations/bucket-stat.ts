import type { Bucket, StorageClass } from '../records';
import { group, leaf } from '../xml';
import type { OssOperation } from './operation';

/** The service calls the class IA by its long name here. */
const NAMES: Record<StorageClass, string> = {
  Standard: 'Standard',
  IA: 'InfrequentAccess',
  Archive: 'Archive',
  ColdArchive: 'ColdArchive',
  DeepColdArchive: 'DeepColdArchive',
};

/** Smallest billed size of an object in all classes but Standard. */
const MIN_BILLED_BYTES = 64 * 1024;

/** Elements for one class: billed bytes, real bytes, and objects. */
function ofClass(bucket: Bucket, storageClass: StorageClass): string {
  const sizes = [...bucket.objects.values()]
    .filter((o) => o.storageClass === storageClass)
    .map((o) => o.size);
  const stored = sizes.reduce((sum, size) => sum + size, 0);
  const billed = sizes.reduce((sum, size) => sum + Math.max(size, MIN_BILLED_BYTES), 0);
  const name = NAMES[storageClass];
  return [
    leaf(`${name}Storage`, storageClass === 'Standard' ? stored : billed),
    storageClass === 'Standard' ? '' : leaf(`${name}RealStorage`, stored),
    leaf(`${name}ObjectCount`, sizes.length),
  ].join('');
}

export const bucketStatOperations: OssOperation[] = [
  {
    name: 'GetBucketStat',
    method: 'GET',
    target: 'bucket',
    marks: ['stat'],
    action: 'oss:GetBucketStat',
    run({ bucket, store }) {
      const stored = [...bucket.objects.values()].reduce((sum, { size }) => sum + size, 0);
      const parts = [...bucket.uploads.values()].reduce((sum, upload) => sum + upload.parts.size, 0);
      return {
        status: 200,
        xml: group(
          'BucketStat',
          leaf('Storage', stored),
          leaf('ObjectCount', bucket.objects.size),
          leaf('MultipartUploadCount', bucket.uploads.size),
          leaf('LiveChannelCount', 0),
          // When the figures were taken. That they are not taken of a bucket without anything is our reading.
          leaf('LastModifiedTime', bucket.objects.size + bucket.uploads.size > 0 ? store.now() / 1000 : 0),
          ...(Object.keys(NAMES) as StorageClass[]).map((name) => ofClass(bucket, name)),
          leaf('MultipartPartCount', parts),
          leaf('DeleteMarkerCount', 0),
        ),
      };
    },
  },
];
