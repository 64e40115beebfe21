/** The events that OSS can send to a trigger: a prefix of their names, and the rest of each name. */
export const EVENT_FAMILIES: Record<string, readonly string[]> = {
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
  // There is no replication here: the names are valid, but the events never happen.
  'oss:ObjectReplication:': ['ObjectCreated', 'ObjectRemoved', 'ObjectModified'],
};
