/** What the function, the stack, the commands and the docs must agree on about a row. */

/** Raised when a column's meaning changes; adding a column does not raise it. */
export const SCHEMA_VERSION = 1;

/** The table's primary key, in order: both STRING. */
export const PRIMARY_KEY = ['ObjectKey', 'BucketName'] as const;

/** The column that holds MediaInfo's full XML report. */
export const REPORT_COLUMN = 'Meta_data';

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
