import type { Range } from './range';

/** Limits of Tablestore, by its pages "General limits" and "Limits on search index" unless another source is named. */

/** 3 to 16 characters; upper and lower case are the same. */
export const INSTANCE_NAME = /^[a-z][a-z0-9-]{1,14}[a-z0-9]$/i;

/** Words that a name must not contain, in upper or lower case (page "CreateInstance"). */
export const RESERVED_IN_INSTANCE_NAMES = ['ali', 'ay', 'ots', 'taobao', 'admin'];

export const TABLE_NAME_CHARACTERS: Range = { min: 1, max: 255 };

/** For tables, columns and indexes: no hyphen. */
export const TABLE_NAME = new RegExp(`^[_a-zA-Z][_a-zA-Z0-9]{0,${TABLE_NAME_CHARACTERS.max - 1}}$`);

export const CLUSTER_TYPES = ['SSD', 'HYBRID'] as const;

export const NETWORK_TYPES = ['VPC', 'CLASSIC', 'INTERNET'] as const;

export const TABLES_PER_INSTANCE = 64;

export const PRIMARY_KEY_COLUMNS: Range = { min: 1, max: 4 };

/** In the ROS type, which has no auto-increment columns. */
export const PRIMARY_KEY_TYPES = ['INTEGER', 'STRING', 'BINARY'] as const;

export const PRIMARY_KEY_VALUE_BYTES = 1_024;

export const ATTRIBUTE_VALUE_BYTES = 2 * 1_024 * 1_024;

export const DEFINED_COLUMNS = 32;

/** In one write, without the primary key. */
export const ATTRIBUTE_COLUMNS_PER_WRITE = 1_024;

/** Data of one PutRow, UpdateRow or BatchWriteRow. */
export const WRITE_BYTES = 4 * 1_024 * 1_024;

export const BATCH_WRITE_ROWS = 200;

export const BATCH_GET_ROWS = 100;

/** One GetRange stops at whichever of the two comes first. */
export const RANGE_ROWS = 5_000;
export const RANGE_BYTES = 4 * 1_024 * 1_024;

/** Names of columns in one read. */
export const COLUMNS_TO_GET = 128;

/** Comparisons in one filter or condition. */
export const FILTERS = 32;

/** Bytes for one capacity unit, rounded up. */
export const CAPACITY_UNIT_BYTES = 4 * 1_024;

/** From one day to the largest 32-bit integer; -1 means for ever. */
export const TIME_TO_LIVE_SECONDS: Range = { min: 86_400, max: 2_147_483_647 };

export const MAX_VERSIONS: Range = { min: 1, max: 2_147_483_647 };

/** Capacity units, for reading and for writing. */
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

/** With nested fields. Every copy of the page since November 2024 says 1,000; pages up to 2021 said 500. */
export const INDEX_FIELDS: Range = { min: 1, max: 1_000 };

/** Sum of all strings in the primary key, in a table with a search index. A longer key is not indexed. */
export const INDEXED_PRIMARY_KEY_BYTES = 1_000;

/** Of one value in a field of type KEYWORD. A longer value is not indexed. */
export const KEYWORD_BYTES = 4_096;

export const WILDCARD_CHARACTERS = 32;

/** Most rows in one answer of a search; more when all returned columns are in the index. */
export const SEARCH_ROWS = 100;
export const SEARCH_ROWS_FROM_INDEX = 1_000;
