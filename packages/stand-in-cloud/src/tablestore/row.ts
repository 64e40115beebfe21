import type { MutableOptions } from './table-definition';
import { type KeyValue, sizeOf, type Value } from './values';

/** One version of a column; `timestamp` is in milliseconds since the epoch. */
export interface Version {
  timestamp: number;
  value: Value;
}

/** A stored row. It is never changed: a write makes a new row, so readers and the index keep the old one. */
export interface Row {
  primaryKey: readonly KeyValue[];
  /** Newest version first; no column without a version. */
  columns: ReadonlyMap<string, readonly Version[]>;
  /** Milliseconds since the epoch; decides on the expiry of a row without attributes. */
  writtenAt: number;
}

/** Oldest timestamp that has not expired. Without a time to live nothing expires. */
function oldestAlive(options: MutableOptions, now: number): number {
  return options.timeToLiveSeconds === -1 ? Number.NEGATIVE_INFINITY : now - options.timeToLiveSeconds * 1000;
}

/** The row without expired versions; undefined when all have expired. */
export function visibleRow(row: Row | undefined, options: MutableOptions, now: number): Row | undefined {
  if (!row) return undefined;
  const oldest = oldestAlive(options, now);
  const columns = new Map<string, readonly Version[]>();
  let unchanged = true;
  for (const [name, versions] of row.columns) {
    const alive = versions.slice(0, options.maxVersions).filter((version) => version.timestamp > oldest);
    if (alive.length !== versions.length) unchanged = false;
    if (alive.length > 0) columns.set(name, alive);
  }
  if (unchanged && (columns.size > 0 || row.writtenAt > oldest)) return row;
  return columns.size > 0 || row.writtenAt > oldest ? { ...row, columns } : undefined;
}

/** Adds a version in its place; one with the same timestamp is replaced. */
export function withVersion(versions: readonly Version[], added: Version, maxVersions: number): Version[] {
  const kept = versions.filter((version) => version.timestamp !== added.timestamp);
  kept.push(added);
  kept.sort((left, right) => right.timestamp - left.timestamp);
  return kept.slice(0, maxVersions);
}

/** Bytes that a row counts for: names and values of the key and of every version. */
export function rowSize(keyNames: readonly string[], row: Row): number {
  let size = 0;
  for (const [index, value] of row.primaryKey.entries()) {
    size += (keyNames[index] ?? '').length + ('value' in value ? sizeOf(value) : 0);
  }
  for (const [name, versions] of row.columns) {
    for (const version of versions) size += name.length + sizeOf(version.value);
  }
  return size;
}
