/**
 * The environment of the function: the stack sets exactly these variables, the function reads exactly these.
 * Endpoints carry their scheme. The region comes with the invocation's context.
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
  /** Longest time in seconds that one object may take before its row says TOO_SLOW. */
  objectTimeoutSeconds: 'OBJECT_TIMEOUT_SECONDS',
  /** Seconds of CPU that mediainfo may use without a further byte of the object before its row says TOO_SLOW. */
  stalledCpuSeconds: 'STALLED_CPU_SECONDS',
} as const;

/** May be set: how much of an object is read, one of `READING_MODES`. @default exact */
export const READING_MODE = 'READING_MODE';
