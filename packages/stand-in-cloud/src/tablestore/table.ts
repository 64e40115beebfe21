import BTree from 'sorted-btree';
import type { Clock } from '../clock';
import type { CellChange, WriteKind } from './changes';
import { compactColumns } from './compact-columns';
import { enforce, type RowCondition } from './condition';
import { parameterInvalid, tableNotReady } from './errors';
import { sortKey } from './primary-key';
import { type Row, type Version, visibleRow, withVersion } from './row';
import type { TableDefinition } from './table-definition';
import type { KeyValue, Value } from './values';

/** Called after every change of a row; `row` is undefined after a deletion. */
export interface RowListener {
  rowChanged(key: string, row: Row | undefined, primaryKey: readonly KeyValue[]): void;
}

export interface WriteRequest {
  kind: WriteKind;
  primaryKey: KeyValue[];
  changes: CellChange[];
  condition: RowCondition;
}

/** The rows of one table, sorted by key. Methods are synchronous, so a write is atomic. */
export class Table {
  private readonly rows = new BTree<string, Row>();
  private readonly listeners = new Set<RowListener>();
  private lastIncrement = 0n;

  constructor(
    public definition: TableDefinition,
    private readonly clock: Clock,
    /** Milliseconds after creation during which row operations answer `OTSTableNotReady`. */
    private readonly readyAfterMs = 0,
  ) {}

  get keyNames(): string[] {
    return this.definition.primaryKey.map((column) => column.name);
  }

  get size(): number {
    return this.rows.size;
  }

  addListener(listener: RowListener): void {
    this.listeners.add(listener);
  }

  removeListener(listener: RowListener): void {
    this.listeners.delete(listener);
  }

  /** @throws OtsError `OTSTableNotReady` while the table is still being made */
  checkReady(): void {
    if (this.clock.now() < this.definition.createdAt + this.readyAfterMs) {
      throw tableNotReady();
    }
  }

  /** Stores a row from the journal: no condition is checked and no listener is called. */
  restore(key: string, row: Row | undefined): void {
    if (row) this.rows.set(key, row);
    else this.rows.delete(key);
  }

  get(primaryKey: readonly KeyValue[]): Row | undefined {
    return visibleRow(this.rows.get(sortKey(primaryKey)), this.definition.options, this.clock.now());
  }

  /** Stored rows with their sort keys, expired versions included. */
  entries(): IterableIterator<[string, Row]> {
    return this.rows.entries();
  }

  /** Visible rows from `from` (inclusive) to `to` (exclusive); `forward` is the direction from one to the other. */
  *range(from: readonly KeyValue[], to: readonly KeyValue[], forward: boolean): Generator<Row> {
    const end = sortKey(to);
    const entries = forward ? this.rows.entries(sortKey(from)) : this.rows.entriesReversed(sortKey(from));
    for (const [key, stored] of entries) {
      if (forward ? key >= end : key <= end) return;
      const row = visibleRow(stored, this.definition.options, this.clock.now());
      if (row) yield row;
    }
  }

  /**
   * Checks the condition and changes the row in one step.
   * @returns the row as it is afterwards; undefined when there is none
   * @throws OtsError `OTSConditionCheckFail`
   */
  write(request: WriteRequest): Row | undefined {
    const primaryKey = this.assignCounter(request);
    const now = this.clock.now();
    const current = this.get(primaryKey);
    enforce(request.condition, current, this.keyNames);
    const next = this.apply({ ...request, primaryKey }, current, now);
    if (next === current) return current;
    const key = sortKey(primaryKey);
    this.restore(key, next);
    for (const listener of this.listeners) listener.rowChanged(key, next, primaryKey);
    return next;
  }

  private apply(request: WriteRequest, current: Row | undefined, now: number): Row | undefined {
    if (request.kind === 'delete') return undefined;
    // An update that only deletes columns does not create a row.
    const adds = request.changes.some(({ kind }) => kind === 'put' || kind === 'increment');
    if (request.kind === 'update' && !current && !adds) return undefined;
    // That columns which an update does not name are lost under this option is how the documentation of TableOptions
    // reads; that increments then start at 0 is our reading.
    const replaces = request.kind === 'put' || this.definition.options.updateFullRow;
    const columns = new Map(replaces ? [] : current?.columns);
    for (const change of request.changes) {
      const versions = this.changed(columns.get(change.name) ?? [], change, now);
      if (versions.length > 0) columns.set(change.name, versions);
      else columns.delete(change.name);
    }
    return { primaryKey: request.primaryKey, columns: compactColumns(columns), writtenAt: now };
  }

  private changed(versions: readonly Version[], change: CellChange, now: number): readonly Version[] {
    const { maxVersions } = this.definition.options;
    switch (change.kind) {
      case 'put': {
        const added = { timestamp: change.timestamp ?? now, value: change.value };
        return withVersion(versions, added, maxVersions);
      }
      case 'delete-one':
        return versions.filter((version) => version.timestamp !== change.timestamp);
      case 'delete-all':
        return [];
      case 'increment': {
        const value = incremented(change.name, versions[0]?.value, change.by);
        // The new version must be the newest, even when an earlier one has a timestamp in the future.
        const timestamp = Math.max(now, versions[0]?.timestamp ?? 0);
        return withVersion(versions, { timestamp, value }, maxVersions);
      }
    }
  }

  /** The number is the time in microseconds, or one more than the last, so it also grows after a restart. */
  private assignCounter(request: WriteRequest): KeyValue[] {
    return request.primaryKey.map((value) => {
      if (value.type !== 'AUTO_INCREMENT') return value;
      if (request.kind === 'delete') {
        throw parameterInvalid('Invalid row to delete which with pk auto increment.');
      }
      if (request.condition.existence !== 0) {
        throw parameterInvalid(
          `Invalid expect:${request.condition.existence} when modify row with pk auto increment.`,
        );
      }
      if (request.condition.columns) {
        throw parameterInvalid("Can't set condition when modify row with pk auto increment.");
      }
      const byTime = BigInt(this.clock.now()) * 1000n;
      this.lastIncrement = byTime > this.lastIncrement ? byTime : this.lastIncrement + 1n;
      return { type: 'INTEGER', value: this.lastIncrement };
    });
  }
}

function incremented(name: string, current: Value | undefined, by: bigint): Value {
  if (current && current.type !== 'INTEGER') {
    throw parameterInvalid(`Column '${name}' holds ${current.type}, INCREMENT needs INTEGER.`);
  }
  return { type: 'INTEGER', value: BigInt.asIntN(64, (current?.value ?? 0n) + by) };
}
