import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { decodeRow } from '../plain-buffer/decode';
import { encodeRows } from '../plain-buffer/encode';
import type { Cell, WireRow } from '../plain-buffer/format';
import { sortKey } from '../primary-key';
import type { Row, Version } from '../row';
import { isMarker, type KeyValue } from '../values';

/** Each record: payload length, checksum (both 4 bytes, little endian), payload. */
const RECORD_HEADER = 8;

/** A smaller journal is never rewritten. */
const MIN_COMPACTION_BYTES = 16 * 1024 * 1024;

/** A record is the whole row after a write, so the last record of a row is its state. */
interface RowJournalRecord {
  key: string;
  /** Undefined when the row was deleted. */
  row: Row | undefined;
}

/** The rows of one table on disk. Every write appends a record; the file is rewritten when most records are old. */
export class RowJournal {
  private file: number;
  private bytes: number;
  private compactAt: number;

  private constructor(
    private readonly path: string,
    private readonly keyNames: readonly string[],
    length: number,
  ) {
    this.file = fs.openSync(path, 'a');
    this.bytes = length;
    this.compactAt = Math.max(MIN_COMPACTION_BYTES, 2 * length);
  }

  /** Replays the file. A record that a crash interrupted is dropped, with everything after it. */
  static open(
    path: string,
    keyNames: readonly string[],
    replay: (record: RowJournalRecord) => void,
  ): RowJournal {
    const length = fs.existsSync(path) ? replayFile(path, replay) : 0;
    return new RowJournal(path, keyNames, length);
  }

  append(row: Row | undefined, primaryKey: readonly KeyValue[]): void {
    const record = encodeRecord(row, primaryKey, this.keyNames);
    fs.writeSync(this.file, record);
    this.bytes += record.length;
  }

  get wantsCompaction(): boolean {
    return this.bytes > this.compactAt;
  }

  /** Writes the rows to a new file and renames it, so that a crash leaves either the old file or the new one. */
  compact(rows: Iterable<Row>): void {
    const next = `${this.path}.next`;
    const file = fs.openSync(next, 'w');
    let bytes = 0;
    for (const row of rows) bytes += fs.writeSync(file, encodeRecord(row, row.primaryKey, this.keyNames));
    fs.fsyncSync(file);
    fs.closeSync(file);
    fs.closeSync(this.file);
    fs.renameSync(next, this.path);
    this.file = fs.openSync(this.path, 'a');
    this.bytes = bytes;
    this.compactAt = Math.max(MIN_COMPACTION_BYTES, 2 * bytes);
  }

  close(): void {
    fs.closeSync(this.file);
  }
}

function replayFile(path: string, replay: (record: RowJournalRecord) => void): number {
  const file = fs.openSync(path, 'r+');
  const header = Buffer.alloc(RECORD_HEADER);
  let offset = 0;
  try {
    while (fs.readSync(file, header, 0, RECORD_HEADER, offset) === RECORD_HEADER) {
      const length = header.readUInt32LE(0);
      const payload = Buffer.alloc(Math.min(length, fs.fstatSync(file).size));
      const read = fs.readSync(file, payload, 0, payload.length, offset + RECORD_HEADER);
      if (read !== length || checksum(payload) !== header.readUInt32LE(4)) break;
      replay(decodePayload(payload));
      offset += RECORD_HEADER + length;
    }
    fs.ftruncateSync(file, offset);
  } finally {
    fs.closeSync(file);
  }
  return offset;
}

const checksum = (payload: Buffer): number => createHash('md5').update(payload).digest().readUInt32LE();

function encodeRecord(
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
  const payload = Buffer.concat([writtenAt, encodeRows([wire])]);
  const header = Buffer.alloc(RECORD_HEADER);
  header.writeUInt32LE(payload.length, 0);
  header.writeUInt32LE(checksum(payload), 4);
  return Buffer.concat([header, payload]);
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
