/** The events that OSS can send to a trigger: the beginnings of their names, and how each goes on. */
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
  // Nothing here is replicated to another region: the names are known, and never happen.
  'oss:ObjectReplication:': ['ObjectCreated', 'ObjectRemoved', 'ObjectModified'],
};
