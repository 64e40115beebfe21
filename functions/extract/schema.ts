/** What the function, the stack, the commands and the docs must agree on about a row. */

/** Raised when a column's meaning changes; adding a column does not raise it. */
export const SCHEMA_VERSION = 1;

/** The table's primary key, in order: both STRING. */
export const PRIMARY_KEY = ['ObjectKey', 'BucketName'] as const;

/** Name of the search index over the columns. */
export const SEARCH_INDEX = 'MediaColumns';

/** The column that holds MediaInfo's full XML report. */
export const REPORT_COLUMN = 'Meta_data';

/** Unique to each write of a row: what the next write is conditional on. */
export const REVISION_COLUMN = 'RevisionId';

/** How an object ended. */
export const STATUSES = [
  'DESCRIBED',
  'DOUBTFUL',
  'NOT_MEDIA',
  'EMPTY',
  'ARCHIVED',
  'ENCRYPTED',
  'TOO_SLOW',
  'TOO_LARGE',
  'FAILED',
] as const;
export type Status = (typeof STATUSES)[number];

/** Holds the report gzipped, instead of `Meta_data`, when it does not fit into a cell as text. */
export const GZIPPED_REPORT_COLUMN = 'Meta_data_gzip';

/** `gzip` where the report stands gzipped in `Meta_data_gzip`; absent where it stands in `Meta_data` or there is none. */
export const REPORT_ENCODING_COLUMN = 'ReportEncoding';

/** What a report can contradict: itself or the object. */
export const DOUBTS = {
  EXTENSION_INVALID: 'The content is of another format than the key’s extension says.',
  TRUNCATED: 'The file is cut off.',
  NO_TRACK: 'The container was recognised, but no stream was found in it.',
  VIDEO_WITHOUT_DURATION: 'There is a video, but its duration is unknown.',
  VIDEO_WITHOUT_SIZE: 'There is a video, but its picture size is unknown.',
  SIZE_DIFFERS: 'The report tells another file size than OSS.',
  PARTLY_DESCRIBED:
    'MediaInfo breaks down on a part of the file, or needs too much memory for it, and described it without that part.',
  REPORT_UNREADABLE: 'The report is stored, but no columns could be taken from it.',
} as const;
export type Doubt = keyof typeof DOUBTS;

export * from './columns';
