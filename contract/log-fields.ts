import { noFigures, type SweepFigures } from './sweep';

/**
 * Every field of the function's log lines, and how Log Service indexes it. A log line is one flat JSON
 * object. Function Compute stores it in the field `message` of its own log entry, so `status` is found there
 * as `message.status`. Dashboards and alarms depend on these names: add fields, never rename one.
 */
export const LOG_FIELDS = {
  /** `info`, `warn` or `error`. */
  level: 'text',
  /**
   * What the line is about: `object`, `event rejected`, `event given up`, `key taken as URL-encoded`,
   * `tags not read`, `tablestore endpoint`, `mediainfo not fully confined`, `mediainfo is not forked`, or of the sweep
   * `sweep slice`, `sweep`, `sweep passed over` or `sweep failed`.
   */
  message: 'text',
  requestId: 'text',
  eventName: 'text',
  /** ISO 8601. Compare it with the log entry's own time to see how late the event was. */
  eventTime: 'text',
  bucket: 'text',
  key: 'text',
  /** The decoded form of the key, when the object was found under that form. */
  decoded: 'text',
  /** `written`, `unchanged`, `deleted`, `absent`, `ignored`, or `failed` (must be tried again). */
  action: 'text',
  /** The row's status. */
  status: 'text',
  reason: 'text',
  /** The verdict of the policy: `PASS`, `WARN` or `FAIL`. */
  policy: 'text',
  /** The endpoint of Tablestore that is used, where there are two to choose from. */
  endpoint: 'text',
  etag: 'text',
  /** Bytes of the object. */
  size: 'long',
  /** Rounds of work on the object. More than one when the object or its row changed during the work. */
  rounds: 'long',
  /** Requests sent to OSS to describe the object. */
  requests: 'long',
  /** How many of these requests had to wait for each other, in the longest chain. */
  roundTrips: 'long',
  /** Bytes of the object read. */
  bytes: 'long',
  /** From the start of the work on the object until its row is right. */
  milliseconds: 'long',
} as const satisfies Record<string, 'text' | 'long'>;

/** Fields of the sweep's lines, indexed where there is one. What they count is said at `SweepFigures`. */
export const SWEEP_LOG_FIELDS = {
  ...(Object.fromEntries(Object.keys(noFigures()).map((name) => [name, 'long'])) as Record<
    keyof SweepFigures,
    'long'
  >),
  /** ISO 8601. When the sweep began. */
  started: 'text',
} as const satisfies Record<string, 'text' | 'long'>;

type LogFields = typeof LOG_FIELDS & typeof SWEEP_LOG_FIELDS;

/** A line of the function's log. Fields that do not apply are left out. */
export type LogLine = { [Field in keyof LogFields]?: LogFields[Field] extends 'long' ? number : string };
