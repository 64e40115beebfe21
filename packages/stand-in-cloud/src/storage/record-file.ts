import fs from 'node:fs';
import { DamagedDataError, type OnNotice } from './errors';
import { encodeRecord, readRecords, SIGNATURE } from './record-reader';

/** A smaller file is never rewritten. */
const MIN_REWRITE_BYTES = 16 * 1024 * 1024;

export interface RecordFileOptions {
  /** Called for each record, oldest first. */
  replay(payload: Buffer): void;
  onNotice: OnNotice;
  /** The file is part of what is known to be stored, so it must be there. @default false: it may be made now */
  mustExist?: boolean;
}

/**
 * A journal: a file to which records are added, each with a checksum. A record is in the file when {@link append}
 * returns, so it survives the end of the process. It is not flushed: a power cut may lose or damage the latest ones.
 */
export class RecordFile {
  private rewriteAt: number;

  private constructor(
    private readonly path: string,
    private file: number,
    private length: number,
    /** False when the end of the process cut the last record short; that record is dropped. */
    readonly wasWhole: boolean,
  ) {
    this.rewriteAt = Math.max(MIN_REWRITE_BYTES, 2 * length);
  }

  /**
   * Opens the file and replays it, or makes it. A last record that was cut short is dropped, and `onNotice` is told.
   * @throws DamagedDataError, before anything is changed; DataDirectoryError for a file in another format
   */
  static open(path: string, { replay, onNotice, mustExist = false }: RecordFileOptions): RecordFile {
    if (mustExist && !fs.existsSync(path)) throw new DamagedDataError(`'${path}'`, 'the file is missing');
    if (mustExist && fs.statSync(path).size < SIGNATURE.length) {
      throw new DamagedDataError(`'${path}'`, 'the file is empty, or its first bytes are missing');
    }
    // What a process left that was killed in `rewrite`.
    fs.rmSync(`${path}.next`, { force: true });
    const file = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
    try {
      const whole = readRecords(path, file, replay);
      const { size } = fs.fstatSync(file);
      if (whole < size) {
        onNotice(
          `'${path}': the last record was cut short when its process ended. Its ${size - whole} bytes at offset ` +
            `${whole} are dropped; whoever asked for that change got no answer.`,
        );
        fs.ftruncateSync(file, whole);
      }
      const opened = new RecordFile(path, file, whole, whole === size);
      if (whole === 0) opened.write(SIGNATURE);
      return opened;
    } catch (error) {
      fs.closeSync(file);
      throw error;
    }
  }

  /** @throws Error when the disk does not take it; the file is then as it was before */
  append(payload: Buffer): void {
    this.write(encodeRecord(payload, this.length));
  }

  /** True when most records may be out of date. */
  get wantsRewrite(): boolean {
    return this.length > this.rewriteAt;
  }

  /** Puts a file with only these records in its place. A crash leaves either the old file or the new one. */
  rewrite(payloads: Iterable<Buffer>): void {
    const path = `${this.path}.next`;
    const old = this.file;
    const before = this.length;
    this.file = fs.openSync(path, 'w', 0o600);
    this.length = 0;
    try {
      this.write(SIGNATURE);
      for (const payload of payloads) this.append(payload);
      fs.fsyncSync(this.file);
      fs.renameSync(path, this.path);
    } catch (error) {
      fs.closeSync(this.file);
      fs.rmSync(path, { force: true });
      [this.file, this.length] = [old, before];
      throw error;
    }
    fs.closeSync(old);
    this.rewriteAt = Math.max(MIN_REWRITE_BYTES, 2 * this.length);
  }

  close(): void {
    fs.closeSync(this.file);
  }

  /** Writes all or nothing: a part of a record with others behind it would be damage. */
  private write(bytes: Buffer): void {
    try {
      let written = 0;
      while (written < bytes.length) {
        written += fs.writeSync(this.file, bytes, written, bytes.length - written, this.length + written);
      }
    } catch (error) {
      fs.ftruncateSync(this.file, this.length);
      throw error;
    }
    this.length += bytes.length;
  }
}
