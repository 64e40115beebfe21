/**
 * Environment variables of the function. The stack sets exactly these, and the function reads exactly these.
 * An endpoint includes its scheme. The region is not here: it comes with the context of each invocation.
 */
export const ENVIRONMENT = {
  /** Endpoint of OSS without a bucket, such as `https://oss-cn-hangzhou-internal.aliyuncs.com`. */
  ossEndpoint: 'OSS_ENDPOINT',
  /** Names of the buckets whose objects get rows, joined by commas. Events of any other are rejected. */
  buckets: 'BUCKETS',
  /** Endpoint of the Tablestore instance. */
  tablestoreEndpoint: 'TABLESTORE_ENDPOINT',
  tablestoreInstance: 'TABLESTORE_INSTANCE',
  table: 'TABLE_NAME',
  /** Most seconds that one object may take. After that its row says TOO_SLOW. */
  objectTimeoutSeconds: 'OBJECT_TIMEOUT_SECONDS',
  /**
   * Most CPU seconds that mediainfo may use without receiving another byte of the object. After that the row
   * says TOO_SLOW.
   */
  stalledCpuSeconds: 'STALLED_CPU_SECONDS',
} as const;

/**
 * Optional. Another endpoint of the Tablestore instance, for when the first one cannot be used. Empty for none.
 */
export const TABLESTORE_FALLBACK = 'TABLESTORE_FALLBACK_ENDPOINT';

/** Optional. `true` when the tags of objects are read, for which the function then has the right. */
export const OBJECT_TAGS = 'OBJECT_TAGS';

/**
 * Optional. The event bus of EventBridge to which events about rows go, and where EventBridge is. Without the first
 * none are sent.
 */
export const NEWS_BUS = 'NEWS_BUS';
export const EVENT_BRIDGE_ENDPOINT = 'EVENT_BRIDGE_ENDPOINT';

/** Optional. How often the function sweeps: one of `SWEEP_PERIODS`. @default it does not */
export const SWEEP = 'SWEEP';

/** Optional, with `SWEEP`. What the keys of the first bucket that get rows begin and end with. @default any */
export const SWEEP_PREFIX = 'SWEEP_PREFIX';
export const SWEEP_SUFFIX = 'SWEEP_SUFFIX';

/** Optional. How much of an object is read: one of `READING_MODES`. @default exact */
export const READING_MODE = 'READING_MODE';
