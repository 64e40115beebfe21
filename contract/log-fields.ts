/**
 * Every field of the function's log lines and how Log Service is to index it. A line is one flat JSON object, which
 * Function Compute stores in the field `message` of its own entry: there `status` is found as `message.status`.
 * Dashboards and alarms depend on these names, so a field is added, never renamed.
 */
export const LOG_FIELDS = {
  /** `info`, `warn` or `error`. */
  level: 'text',
  /** What the line is about: `object`, `event rejected`, `event given up`, `key taken as URL-encoded`, `mediainfo not fully confined`. */
  message: 'text',
  requestId: 'text',
  eventName: 'text',
  /** ISO 8601: how late the event was is seen against the entry's own time. */
  eventTime: 'text',
  bucket: 'text',
  key: 'text',
  /** The key's decoded form, under which the object was found. */
  decoded: 'text',
  /** `written`, `unchanged`, `deleted`, `absent`, `ignored`, or `failed`: to be tried again. */
  action: 'text',
  /** That of the row. */
  status: 'text',
  reason: 'text',
  etag: 'text',
  /** Bytes of the object. */
  size: 'long',
  /** Times the object was looked at anew because it or its row had changed. */
  rounds: 'long',
  /** Requests to OSS to describe it. */
  requests: 'long',
  /** Longest chain of them that waited for one another. */
  roundTrips: 'long',
  /** Bytes of the object read. */
  bytes: 'long',
  /** From the beginning of the object to its row. */
  milliseconds: 'long',
} as const satisfies Record<string, 'text' | 'long'>;

type LogFields = typeof LOG_FIELDS;

/** A line of the function's log. What a field does not apply to is left out. */
export type LogLine = { [Field in keyof LogFields]?: LogFields[Field] extends 'long' ? number : string };
