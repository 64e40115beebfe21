import { BUCKET_NAME } from '../../contract/bucket-name';
import { changesObject, createsObject } from '../../contract/event-names';
import type { ObjectAddress } from '../../contract/object-version';
import { fieldsOf } from './fields';
import { quote } from './safe-text';
import { timeOf } from './time-of';

/**
 * An object named by an event. The function ignores what the event says happened, and asks OSS for the
 * current state.
 */
export interface ObjectEvent extends ObjectAddress {
  eventName: string;
  /** ISO 8601. The time of the latest event for this object. */
  eventTime?: string;
  /** ETag and size in a creation event. The size is a hint for the first requests. Used as facts only when OSS cannot be asked any more. */
  inEvent?: { etag: string; size: number };
}

/** An event, or a part of one, that the function cannot use. A retry would not help. */
export interface Rejected {
  reason: string;
}

export interface ParsedEvents {
  events: ObjectEvent[];
  rejected: Rejected[];
}

/** Longest key that OSS allows, in UTF-8 bytes. */
const MAX_KEY_BYTES = 1_023;

/**
 * Reads the payload of an OSS trigger. Several events for one object become one, because only the object's
 * current state counts. Unknown fields are ignored. A part that cannot be used is rejected with a reason; the
 * other parts are still handled.
 */
export function parseEvents(payload: Buffer | string): ParsedEvents {
  try {
    return readEvents(JSON.parse(payload.toString()));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {
      events: [],
      rejected: [{ reason: `Event: JSON is expected, ${payload.length} bytes of other given.` }],
    };
  }
}

/** As `parseEvents`, for a payload that is already parsed. */
export function readEvents(content: unknown): ParsedEvents {
  const list = fieldsOf(content)['events'];
  if (!Array.isArray(list)) {
    return {
      events: [],
      rejected: [{ reason: `Event: a list 'events' is expected, ${quote(list)} given.` }],
    };
  }

  const latest = new Map<string, ObjectEvent>();
  const rejected: Rejected[] = [];
  for (const [index, event] of list.entries()) {
    const read = readEvent(event, `events[${index}]`);
    if ('reason' in read) {
      rejected.push(read);
      continue;
    }
    // A bucket name cannot contain a slash, so different objects have different names here.
    const name = `${read.bucket}/${read.key}`;
    const other = latest.get(name);
    if (!other || (read.eventTime ?? '') >= (other.eventTime ?? '')) latest.set(name, read);
  }
  return { events: [...latest.values()], rejected };
}

/** Why OSS cannot have an object with this key; undefined when it can. */
export function keyFault(key: unknown): string | undefined {
  if (typeof key !== 'string' || key === '' || Buffer.byteLength(key) > MAX_KEY_BYTES)
    return `1 to ${MAX_KEY_BYTES} bytes are expected`;
  if (/^[/\\]/.test(key)) return 'no key begins with a slash or backslash';
  // An unpaired surrogate cannot be encoded in UTF-8, so no request can contain it.
  return Buffer.from(key).toString() === key ? undefined : 'text in Unicode is expected';
}

/**
 * The form OSS uses: 32 hexadecimal digits, followed by a number of parts for multipart and appended objects.
 */
const ETAG = /^[0-9A-Fa-f-]{1,64}$/;

/** The time of an event; undefined for what is no time, or one before 1970. */
function eventTimeOf(text: unknown): string | undefined {
  const time = typeof text === 'string' ? timeOf(text) : undefined;
  return time !== undefined && Date.parse(time) > 0 ? time : undefined;
}

function readEvent(event: unknown, where: string): ObjectEvent | Rejected {
  const { eventName, eventSource, eventTime, oss } = fieldsOf(event);
  if (eventSource !== undefined && eventSource !== 'acs:oss') {
    return { reason: `${where}.eventSource: 'acs:oss' is expected, ${quote(eventSource)} given.` };
  }
  if (typeof eventName !== 'string' || !changesObject(eventName)) {
    return { reason: `${where}.eventName: ${quote(eventName)} is not an event that changes an object.` };
  }
  const bucket = fieldsOf(fieldsOf(oss)['bucket'])['name'];
  if (typeof bucket !== 'string' || !BUCKET_NAME.test(bucket)) {
    return { reason: `${where}.oss.bucket.name: a bucket's name is expected, ${quote(bucket)} given.` };
  }
  const key = fieldsOf(fieldsOf(oss)['object'])['key'];
  const fault = keyFault(key);
  if (fault || typeof key !== 'string') {
    return { reason: `${where}.oss.object.key: ${fault}, ${quote(key)} given.` };
  }
  const { eTag, size } = fieldsOf(fieldsOf(oss)['object']);
  const created =
    createsObject(eventName) &&
    typeof eTag === 'string' &&
    ETAG.test(eTag) &&
    Number.isSafeInteger(size) &&
    Number(size) >= 0;
  return {
    bucket,
    key,
    eventName,
    eventTime: eventTimeOf(eventTime),
    inEvent: created ? { etag: eTag, size: Number(size) } : undefined,
  };
}
