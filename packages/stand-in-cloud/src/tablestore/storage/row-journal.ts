import { RecordFile, type RecordFileOptions } from '../../storage/record-file';
import { decodeRow } from '../plain-buffer/decode';
import { encodeRows } from '../plain-buffer/encode';
import type { Cell, WireRow } from '../plain-buffer/format';
import { sortKey } from '../primary-key';
import type { Row, Version } from '../row';
import { isMarker, type KeyValue } from '../values';

/** A record is the whole row after a write, so the last record of a row is its state. */
interface RowJournalRecord {
  key: string;
  /** Undefined when the row was deleted. */
  row: Row | undefined;
}

/** The rows of one table on disk. Every write appends a record; the file is rewritten when most records are old. */
export class RowJournal {
  private constructor(
    private readonly file: RecordFile,
    private readonly keyNames: readonly string[],
  ) {}

  /** Replays the file. @throws DamagedDataError; DataDirectoryError for another format */
  static open(
    path: string,
    keyNames: readonly string[],
    options: Omit<RecordFileOptions, 'replay'> & { replay: (record: RowJournalRecord) => void },
  ): RowJournal {
    const replay = (payload: Buffer) => options.replay(decodePayload(payload));
    return new RowJournal(RecordFile.open(path, { ...options, replay }), keyNames);
  }

  append(row: Row | undefined, primaryKey: readonly KeyValue[]): void {
    this.file.append(encodePayload(row, primaryKey, this.keyNames));
  }

  get wantsCompaction(): boolean {
    return this.file.wantsRewrite;
  }

  /** Leaves only these rows in the file. */
  compact(rows: Iterable<Row>): void {
    this.file.rewrite(this.payloads(rows));
  }

  close(): void {
    this.file.close();
  }

  private *payloads(rows: Iterable<Row>): Generator<Buffer> {
    for (const row of rows) yield encodePayload(row, row.primaryKey, this.keyNames);
  }
}

function encodePayload(
  row: Row | undefined,
  primaryKey: readonly KeyValue[],
  keyNames: readonly string[],
): Buffer {
  const wire: WireRow = {
    primaryKey: primaryKey.map((value, index) => ({ name: keyNames[index] as string, value })),
    attributes: row
      ? [...row.columns].flatMap(([name, versions]) =>
          versions.map((version): Cell => ({ name, ...version })),
        )
      : [],
    deleteMarker: !row,
  };
  const writtenAt = Buffer.alloc(8);
  writtenAt.writeDoubleLE(row?.writtenAt ?? 0);
  return Buffer.concat([writtenAt, encodeRows([wire])]);
}

function decodePayload(payload: Buffer): RowJournalRecord {
  const wire = decodeRow(payload.subarray(8));
  const primaryKey = wire.primaryKey.map((cell) => cell.value as KeyValue);
  const key = sortKey(primaryKey);
  if (wire.deleteMarker) return { key, row: undefined };
  const columns = new Map<string, Version[]>();
  for (const { name, value, timestamp } of wire.attributes) {
    if (!value || isMarker(value) || timestamp === undefined) continue;
    const versions = columns.get(name);
    if (versions) versions.push({ timestamp, value });
    else columns.set(name, [{ timestamp, value }]);
  }
  return { key, row: { primaryKey, columns, writtenAt: payload.readDoubleLE() } };
}
