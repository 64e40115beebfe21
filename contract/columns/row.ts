import type { Column } from './column';

/** The result for the object, and what a person should know about it. */
export const OUTCOME_COLUMNS = [
  {
    name: 'Status',
    type: 'string',
    source: 'function',
    description: 'How the object ended: see the list of statuses.',
    example: 'DESCRIBED',
  },
  {
    name: 'Reason',
    type: 'string',
    source: 'function',
    description: 'Why it is not simply described: what, which limit, what to do.',
    example: 'The object is archived: restore it, then have it described again.',
    search: 'text',
    maxBytes: 2_000,
  },
  {
    name: 'Doubts',
    type: 'list',
    source: 'function',
    description: 'What the report contradicts, itself or the object, and what it lacks.',
    example: '["TRUNCATED"]',
  },
  {
    name: 'Role',
    type: 'string',
    source: 'function',
    description:
      'The part that it plays among several objects; absent when it stands alone: see the list of roles.',
    example: 'media segment',
  },
] as const satisfies readonly Column[];

/** The version of the object that the row describes. */
export const VERSION_COLUMNS = [
  {
    name: 'Key',
    type: 'string',
    source: 'event',
    description: 'The object’s full key, also where the primary key holds a shortened one.',
    maxBytes: 1_023,
    example: 'films/trailer.mp4',
  },
  {
    name: 'ETag',
    type: 'string',
    source: 'OSS',
    description: 'ETag without quotes.',
    example: '5B3C1A2E053D763E1B002CC607C5A0FE',
  },
  {
    name: 'Size',
    type: 'integer',
    unit: 'bytes',
    source: 'OSS',
    description: 'Size of the object.',
    example: 93_257,
  },
  {
    name: 'LastModified',
    type: 'time',
    source: 'OSS',
    description: 'When this version was written.',
    example: '2026-11-22T10:00:00.000Z',
  },
  {
    name: 'ContentType',
    type: 'string',
    source: 'OSS',
    description: 'Content-Type header.',
    example: 'video/mp4',
  },
  {
    name: 'StorageClass',
    type: 'string',
    source: 'OSS',
    description: 'Storage class.',
    example: 'Standard',
  },
  {
    name: 'ObjectType',
    type: 'string',
    source: 'OSS',
    description: 'Normal, Multipart, Appendable or Symlink.',
    example: 'Normal',
  },
  {
    name: 'Crc64',
    type: 'string',
    source: 'OSS',
    description: 'CRC-64/ECMA-182 of the whole object, in decimal.',
    example: '2505038575379371521',
  },
  {
    name: 'VersionId',
    type: 'string',
    source: 'OSS',
    description: 'Version id, in a versioned bucket.',
    search: 'none',
    example: 'CAEQNhiBgMDJgZCA0BYiIDc4MGZjZGI2OTBjOTRmNTE5NmU5NmFhZjhjYmY0****',
  },
  {
    name: 'UserMetadata',
    type: 'list',
    source: 'OSS',
    description: 'User metadata: NAME=VALUE for each header x-oss-meta-NAME.',
    // OSS takes 8 KB of it; JSON writes some characters as two.
    maxBytes: 16_384,
    example: '["author=jane","project=trailer"]',
  },
  {
    name: 'ObjectTags',
    type: 'list',
    source: 'OSS',
    description: 'Tags of the object when it was described, KEY=VALUE, with the setting objectTags.',
    // OSS takes ten tags with keys of 128 characters and values of 256.
    maxBytes: 16_384,
    example: '["department=news"]',
  },
] as const satisfies readonly Column[];

/** How, when and at what cost the row was made. */
export const PROVENANCE_COLUMNS = [
  {
    name: 'EventTime',
    type: 'time',
    source: 'event',
    description: 'Time of the event that led to this row.',
    example: '2026-11-22T10:00:01.000Z',
  },
  {
    name: 'ExtractedAt',
    type: 'time',
    source: 'function',
    description: 'When the row was written.',
    example: '2026-11-22T10:00:02.250Z',
  },
  {
    name: 'MediaInfoVersion',
    type: 'string',
    source: 'MediaInfo',
    description: 'Version of MediaInfo.',
    example: '26.10',
  },
  {
    name: 'MediaInfoArguments',
    type: 'string',
    source: 'function',
    description: 'Options that shaped the report.',
    search: 'none',
    example: '--Full --Output=XML',
  },
  {
    name: 'SchemaVersion',
    type: 'integer',
    source: 'function',
    description: 'Version of these columns.',
    example: 2,
  },
  {
    name: 'RequestId',
    type: 'string',
    source: 'Function Compute',
    description: 'Invocation that wrote the row: the key to its log.',
    example: '1-65f0a2b4-15c3d8e0-8c4b',
  },
  {
    name: 'RevisionId',
    type: 'string',
    source: 'function',
    description: 'Unique to each write; every write depends on the one before it.',
    example: '0b8ef0a4-6d1e-4b8e-9f52-5f4f5a3f7c11',
    search: 'none',
  },
  {
    name: 'ReadRequests',
    type: 'integer',
    unit: 'requests',
    source: 'function',
    description: 'Requests to OSS to describe it.',
    example: 2,
  },
  {
    name: 'ReadRoundTrips',
    type: 'integer',
    unit: 'round trips',
    source: 'function',
    description: 'Longest chain of requests that waited for one another.',
    example: 1,
  },
  {
    name: 'ReadBytes',
    type: 'integer',
    unit: 'bytes',
    source: 'function',
    description: 'Bytes of the object read.',
    example: 93_257,
  },
  {
    name: 'ReadMs',
    type: 'integer',
    unit: 'ms',
    source: 'function',
    description: 'Time from opening it to the report.',
    example: 31,
  },
  {
    name: 'ReportBytes',
    type: 'integer',
    unit: 'bytes',
    source: 'function',
    description: 'Size of the XML report.',
    example: 11_058,
  },
] as const satisfies readonly Column[];

/** The report itself. The search index leaves these columns out; they are read by primary key. */
export const REPORT_COLUMNS = [
  {
    name: 'Meta_data',
    type: 'string',
    source: 'MediaInfo',
    description: 'The full report as XML, valid against the schema of MediaInfo.',
    example: '<?xml version="1.0" encoding="UTF-8"?>…',
    search: 'none',
  },
  {
    name: 'Meta_data_gzip',
    type: 'binary',
    source: 'MediaInfo',
    description: 'The same, gzipped, in place of Meta_data when it exceeds a cell of 2 MB.',
    example: '(binary)',
    search: 'none',
  },
  {
    name: 'ReportEncoding',
    type: 'string',
    source: 'function',
    description: 'The word gzip where the report stands in Meta_data_gzip; absent otherwise.',
    example: 'gzip',
    search: 'none',
  },
] as const satisfies readonly Column[];
