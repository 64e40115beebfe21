import type { Range } from './range';

/**
 * Limits of Log Service. Those of the API are from its page "CreateLogStore". Some limits in the schema of the ROS types
 * are narrower: ROS checks a template against these first.
 */

/** 3 to 63 characters. */
export const PROJECT_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** 2 to 63 characters. */
export const LOGSTORE_NAME = /^[a-z0-9][a-z0-9_-]{0,61}[a-z0-9]$/;

/** By the schema of ROS: 3 to 63 characters. */
export const LOGSTORE_NAME_IN_TEMPLATE = /^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/;

/** 3,650 means for ever. */
export const LOGSTORE_TTL_DAYS: Range = { min: 1, max: 3_650 };

/** By the schema of ROS. */
export const LOGSTORE_TTL_DAYS_IN_TEMPLATE: Range = { min: 1, max: 3_600 };

/** At creation; 1 to 100 by the API's page and the schema of ROS. */
export const SHARDS: Range = { min: 1, max: 100 };

/** Automatic splitting stops at this number of shards. */
export const SPLIT_SHARDS: Range = { min: 1, max: 256 };

/** By the schema of ROS. */
export const SPLIT_SHARDS_IN_TEMPLATE: Range = { min: 1, max: 64 };

export const INDEX_KEY_TYPES = ['text', 'long', 'double', 'json'] as const;
