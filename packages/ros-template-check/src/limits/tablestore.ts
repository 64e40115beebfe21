import type { Range } from './range';

/** Limits of Tablestore, by its pages "General limits" and "Limits on search index" unless another source is named. */

/** 3 to 16 characters, whatever their case. */
export const INSTANCE_NAME = /^[a-z][a-z0-9-]{1,14}[a-z0-9]$/i;

/** Parts of a name that the service keeps for itself, in any case (page "CreateInstance"). */
export const RESERVED_IN_INSTANCE_NAMES = ['ali', 'ay', 'ots', 'taobao', 'admin'];

export const TABLE_NAME_CHARACTERS: Range = { min: 1, max: 255 };

/** Of tables, columns and indexes: no hyphen. */
export const TABLE_NAME = new RegExp(`^[_a-zA-Z][_a-zA-Z0-9]{0,${TABLE_NAME_CHARACTERS.max - 1}}$`);

export const CLUSTER_TYPES = ['SSD', 'HYBRID'] as const;

export const NETWORK_TYPES = ['VPC', 'CLASSIC', 'INTERNET'] as const;

export const TABLES_PER_INSTANCE = 64;

export const PRIMARY_KEY_COLUMNS: Range = { min: 1, max: 4 };

/** Of the ROS type: a column that counts by itself can not be declared in it. */
export const PRIMARY_KEY_TYPES = ['INTEGER', 'STRING', 'BINARY'] as const;

export const PRIMARY_KEY_VALUE_BYTES = 1_024;

export const ATTRIBUTE_VALUE_BYTES = 2 * 1_024 * 1_024;

export const DEFINED_COLUMNS = 32;

/** Of one write, key columns not counted. */
export const ATTRIBUTE_COLUMNS_PER_WRITE = 1_024;

/** Data of one PutRow, UpdateRow or BatchWriteRow. */
export const WRITE_BYTES = 4 * 1_024 * 1_024;

export const BATCH_WRITE_ROWS = 200;

export const BATCH_GET_ROWS = 100;

/** What one GetRange reads at most, whichever comes first. */
export const RANGE_ROWS = 5_000;
export const RANGE_BYTES = 4 * 1_024 * 1_024;

/** That one read may ask for. */
export const COLUMNS_TO_GET = 128;

/** Comparisons in one filter or condition. */
export const FILTERS = 32;

/** Data for one unit of capacity, begun ones counted. */
export const CAPACITY_UNIT_BYTES = 4 * 1_024;

/** A day; -1 keeps rows for ever. The most is the largest 32-bit integer. */
export const TIME_TO_LIVE_SECONDS: Range = { min: 86_400, max: 2_147_483_647 };

export const MAX_VERSIONS: Range = { min: 1, max: 2_147_483_647 };

/** Capacity units, reading or writing. */
export const RESERVED_THROUGHPUT: Range = { min: 0, max: 5_000 };

export const INDEX_FIELD_TYPES = [
  'LONG',
  'DOUBLE',
  'BOOLEAN',
  'KEYWORD',
  'TEXT',
  'GEOPOINT',
  'NESTED',
] as const;

/** Nested ones included: every copy of the page since November 2024 says 1,000. Pages up to 2021 said 500. */
export const INDEX_FIELDS: Range = { min: 1, max: 1_000 };

/** All strings of the primary key of a table with a search index together. */
export const INDEXED_PRIMARY_KEY_BYTES = 1_000;

/** Of one value in a field of type KEYWORD; a longer one is not indexed. */
export const KEYWORD_BYTES = 4_096;

export const WILDCARD_CHARACTERS = 32;

/** Rows of one answer to a search: any, or those of which only indexed columns are asked for. */
export const SEARCH_ROWS = 100;
export const SEARCH_ROWS_FROM_INDEX = 1_000;
