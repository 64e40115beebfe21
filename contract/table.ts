/** Names in the table that the function, the stack, the commands and the docs share. */

/** Increase it when the meaning of a column changes, not when a column is added. */
export const SCHEMA_VERSION = 2;

/** The table's primary key, in order: both STRING. */
export const PRIMARY_KEY = ['ObjectKey', 'BucketName'] as const;

/** The column that holds MediaInfo's full XML report. */
export const REPORT_COLUMN = 'Meta_data';

/** Holds the gzipped report when the report is too large for one cell as text. Then `Meta_data` is empty. */
export const GZIPPED_REPORT_COLUMN = 'Meta_data_gzip';

/** `gzip` when the report is in `Meta_data_gzip`. Empty when it is in `Meta_data` or there is no report. */
export const REPORT_ENCODING_COLUMN = 'ReportEncoding';

/** Unique for each write of a row. The next write succeeds only if this value is unchanged. */
export const REVISION_COLUMN = 'RevisionId';
