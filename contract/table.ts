/** Names that the function, the stack, the commands and the docs must agree on about the table. */

/** Raised when a column's meaning changes; adding a column does not raise it. */
export const SCHEMA_VERSION = 1;

/** The table's primary key, in order: both STRING. */
export const PRIMARY_KEY = ['ObjectKey', 'BucketName'] as const;

/** Name of the search index over the columns. */
export const SEARCH_INDEX = 'MediaColumns';

/** The column that holds MediaInfo's full XML report. */
export const REPORT_COLUMN = 'Meta_data';

/** Holds the report gzipped, instead of `Meta_data`, when it does not fit into a cell as text. */
export const GZIPPED_REPORT_COLUMN = 'Meta_data_gzip';

/** `gzip` where the report stands in `Meta_data_gzip`; absent where it stands in `Meta_data` or there is none. */
export const REPORT_ENCODING_COLUMN = 'ReportEncoding';

/** Unique to each write of a row: what the next write is conditional on. */
export const REVISION_COLUMN = 'RevisionId';
