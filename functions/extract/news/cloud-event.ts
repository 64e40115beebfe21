import type { Cells, CellValue } from '../../../contract/cell';
import { COLUMNS } from '../../../contract/columns';
import { NEWS_COLUMNS } from '../../../contract/columns/news';
import { REPORT_COLUMNS } from '../../../contract/columns/row';
import { eventSubject, eventType, NEWS_SOURCE, type NewsType } from '../../../contract/news';
import type { ObjectAddress } from '../../../contract/object-version';

/** An event in the form in which PutEvents takes it, the members in the order of the official client. */
export interface CloudEvent {
  /** The revision of the row. An event that comes twice has the same id twice. */
  id: string;
  source: string;
  specversion: '1.0';
  type: string;
  datacontenttype: 'application/json';
  subject: string;
  /** ISO 8601. */
  time: string;
  data: Record<string, unknown>;
  aliyuneventbusname: string;
}

/**
 * Most bytes of an event. EventBridge takes 64 KB ("PutEvents", read 2026-11), and does not say whether the attributes
 * that it adds itself count; 4 KB are far more than these.
 */
const MAX_EVENT_BYTES = 60 * 1024;

const WITHHELD = new Set<string>([...REPORT_COLUMNS, ...NEWS_COLUMNS].map(({ name }) => name));

/** Columns whose text is JSON. In an event they are lists, so that a rule can look into them. */
const JSON_COLUMNS = new Set(
  COLUMNS.filter(({ type }) => type === 'list' || type === 'rows').map(({ name }) => name),
);

/** @param row of which the event tells, with its revision */
export function cloudEvent(
  bus: string,
  { bucket, key }: ObjectAddress,
  type: NewsType,
  row: Partial<Cells>,
  now: number,
): CloudEvent {
  const event: CloudEvent = {
    id: String(row['RevisionId']),
    source: NEWS_SOURCE,
    specversion: '1.0',
    type: eventType(type),
    datacontenttype: 'application/json',
    subject: eventSubject(bucket, key),
    time: new Date(now).toISOString(),
    data: { Bucket: bucket, ...dataOf(row), Key: key },
    aliyuneventbusname: bus,
  };
  return { ...event, data: fitting(event.data, MAX_EVENT_BYTES - bytesOf({ ...event, data: {} })) };
}

function dataOf(row: Partial<Cells>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name, value]) => !WITHHELD.has(name) && value !== undefined && !Buffer.isBuffer(value))
      .map(([name, value]) => [name, jsonOf(name, value!)]),
  );
}

/** Integers of 64 bits become numbers, exact up to 2^53: bytes of an object are fewer. */
function jsonOf(name: string, value: CellValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || !JSON_COLUMNS.has(name)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // A row that somebody else changed.
  }
}

/** Without the largest columns, as many as have to go; `Omitted` then names them. */
function fitting(data: Record<string, unknown>, most: number): Record<string, unknown> {
  if (bytesOf(data) <= most) return data;
  const bySize = Object.keys(data)
    .filter((name) => name !== 'Bucket' && name !== 'Key')
    .sort((a, b) => bytesOf(data[b]) - bytesOf(data[a]));
  const kept = { ...data };
  const omitted: string[] = [];
  for (const name of bySize) {
    delete kept[name];
    omitted.push(name);
    if (bytesOf({ ...kept, Omitted: omitted }) <= most) break;
  }
  return { ...kept, Omitted: omitted };
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
