import { BUCKET_NAME } from '../../contract/bucket-name';
import { changesObject, createsObject } from '../../contract/event-names';
import type { ObjectAddress } from '../../contract/object-version';
import { quote } from './told';

/** An object that an event points at. What happened to it is not told: the function looks for itself. */
export interface ObjectEvent extends ObjectAddress {
  eventName: string;
  /** ISO 8601, of the latest event that names the object. */
  eventTime?: string;
  /** What the event says of the object, on a creation: a hint, and of use when OSS cannot be asked any more. */
  told?: { etag: string; size: number };
}

/** An event, or a part of one, that cannot be acted upon: no retry would help. */
export interface Rejected {
  reason: string;
}

export interface ParsedEvents {
  events: ObjectEvent[];
  rejected: Rejected[];
}

/** Longest key that OSS allows, in UTF-8 bytes. */
const MAX_KEY_BYTES = 1_023;

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/**
 * Reads the payload of an OSS trigger. Several events about one object become one, because only what is there
 * now counts. Fields that it does not know are left alone; whatever cannot be acted upon is rejected with a reason, and
 * does not hold up the rest.
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

/** The same, of a payload that is taken apart already. */
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
    // No bucket name holds a slash, so the two never run into each other.
    const name = `${read.bucket}/${read.key}`;
    const other = latest.get(name);
    if (!other || (read.eventTime ?? '') >= (other.eventTime ?? '')) latest.set(name, read);
  }
  return { events: [...latest.values()], rejected };
}

/** Why OSS can have no object of that key; undefined when it can. */
export function keyFault(key: unknown): string | undefined {
  if (typeof key !== 'string' || key === '' || Buffer.byteLength(key) > MAX_KEY_BYTES)
    return `1 to ${MAX_KEY_BYTES} bytes are expected`;
  if (/^[/\\]/.test(key)) return 'no key begins with a slash or backslash';
  // Half of a pair of surrogates has no form in UTF-8, and so in no request.
  return Buffer.from(key).toString() === key ? undefined : 'text in Unicode is expected';
}

/** As OSS writes it: 32 hexadecimal digits, and of a multipart or appended object a number of parts. */
const ETAG = /^[0-9A-Fa-f-]{1,64}$/;

/** ISO 8601 in UTC; undefined for what is no time, or one before 1970. */
function timeOf(text: unknown): string | undefined {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return time > 0 ? new Date(time).toISOString() : undefined;
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
    eventTime: timeOf(eventTime),
    told: created ? { etag: eTag, size: Number(size) } : undefined,
  };
}
