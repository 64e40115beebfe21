/** A value in a cell. INTEGER is a signed 64-bit number. */
export type Value =
  | { type: 'INTEGER'; value: bigint }
  | { type: 'DOUBLE'; value: number }
  | { type: 'BOOLEAN'; value: boolean }
  | { type: 'STRING'; value: string }
  | { type: 'BINARY'; value: Buffer };

/** What a primary key may hold instead of a value: an end of a range, or auto-increment. */
export type KeyMarker = { type: 'INF_MIN' } | { type: 'INF_MAX' } | { type: 'AUTO_INCREMENT' };

export type KeyValue = Value | KeyMarker;

export const isMarker = (value: KeyValue): value is KeyMarker => !('value' in value);

/** Bytes that a value counts for in limits and capacity units. */
export function sizeOf(value: Value): number {
  switch (value.type) {
    case 'STRING':
      return Buffer.byteLength(value.value);
    case 'BINARY':
      return value.value.length;
    case 'BOOLEAN':
      return 1;
    default:
      return 8;
  }
}

/** Compares two values, strings and binary values by their bytes; undefined when their types differ. */
export function compareValues(left: Value, right: Value): number | undefined {
  if (left.type === 'STRING' && right.type === 'STRING') {
    return Buffer.compare(Buffer.from(left.value), Buffer.from(right.value));
  }
  if (left.type === 'BINARY' && right.type === 'BINARY') {
    return Buffer.compare(left.value, right.value);
  }
  if (left.type !== right.type) return undefined;
  const a = left.value as bigint | number | boolean;
  const b = right.value as bigint | number | boolean;
  return a < b ? -1 : a > b ? 1 : 0;
}
