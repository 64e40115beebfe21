/** Limits of OSS, by its pages "Limits" and "PutBucket" unless another source is named. */

export const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** Of a key, in UTF-8. */
export const OBJECT_KEY_BYTES = 1_023;

export const BUCKET_ACLS = ['private', 'public-read', 'public-read-write'] as const;

/** Values that the ROS type accepts. */
export const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive'] as const;

export const REDUNDANCY_TYPES = ['LRS', 'ZRS'] as const;

export const ENCRYPTION_ALGORITHMS = ['AES256', 'KMS', 'SM4'] as const;

/** Buckets of one account in one region. */
export const BUCKETS_PER_REGION = 100;

/** Events that a native trigger can listen to: for each prefix, the rest of the names. */
export const EVENT_FAMILIES: Readonly<Record<string, readonly string[]>> = {
  'oss:ObjectCreated:': [
    'PutObject',
    'PutSymlink',
    'PostObject',
    'CopyObject',
    'InitiateMultipartUpload',
    'UploadPart',
    'UploadPartCopy',
    'CompleteMultipartUpload',
    'AppendObject',
  ],
  'oss:ObjectRemoved:': ['DeleteObject', 'DeleteObjects', 'AbortMultipartUpload'],
  'oss:ObjectReplication:': ['ObjectCreated', 'ObjectRemoved', 'ObjectModified'],
  // In eight regions only, by the page on event types.
  'oss:ObjectModified:': ['UpdateObjectMeta'],
};

/** All events of one family. */
export const EVENT_WILDCARDS = ['oss:ObjectCreated:*', 'oss:ObjectRemoved:*', 'oss:ObjectReplication:*'];

export const EVENT_NAMES: readonly string[] = [
  ...EVENT_WILDCARDS,
  ...Object.entries(EVENT_FAMILIES).flatMap(([family, names]) => names.map((name) => family + name)),
];
