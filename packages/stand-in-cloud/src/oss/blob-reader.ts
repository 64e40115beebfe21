import fs from 'node:fs';
import { DamagedDataError } from '../storage/errors';
import { BLOCK_BYTES, beginSum, contentBytes, endSum, SUM_BYTES } from './blob-sums';
import { WindowMemory } from './window-memory';

/** Large enough that system calls cost little, small enough for many answers at the same time. A number of blocks. */
export const CHUNK_BYTES = 4 * BLOCK_BYTES;

export interface PieceOptions {
  /** Largest piece that is handed out. @default 256 KiB */
  pieceBytes?: number;
  /** The same memory is used again, so a piece is valid only until the next one, or the end, is asked for. @default false */
  reuse?: boolean;
}

const windows = new WindowMemory(CHUNK_BYTES);

/**
 * Reads ranges of one blob and checks each block that they touch. The pieces are read synchronously: a turn through the
 * thread pool costs more CPU than to copy 256 KiB, and between two pieces other requests have their turn.
 */
export class BlobReader {
  private constructor(
    private readonly path: string,
    private readonly blob: string,
    private readonly file: number,
    /** Without the sums. */
    private readonly size: number,
    private readonly isSummed: boolean,
  ) {}

  /** @param isSummed false for a link to a file elsewhere, which has no sums */
  static open(path: string, blob: string, isSummed: boolean): BlobReader {
    let file: number;
    try {
      file = fs.openSync(path, 'r');
    } catch (cause) {
      if (!isSummed) throw changedFile(path, `it cannot be read (${(cause as NodeJS.ErrnoException).code})`);
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
      throw new DamagedDataError(`'${path}'`, 'the file with bytes of an object is missing', { cause });
    }
    const { size } = fs.fstatSync(file);
    return new BlobReader(path, blob, file, isSummed ? contentBytes(size) : size, isSummed);
  }

  /** Bytes `start` to `end` (not included). @throws DamagedDataError */
  async *read(start: number, end: number, options: PieceOptions = {}): AsyncGenerator<Buffer> {
    const { pieceBytes = CHUNK_BYTES, reuse = false } = options;
    if (end > this.size) {
      throw this.damaged(this.size, 'the file ends early, before the bytes of its object do');
    }
    // Whole blocks around the range, as many at a time as the memory holds.
    const length = Math.min(CHUNK_BYTES, Math.ceil(end / BLOCK_BYTES) * BLOCK_BYTES - blockStart(start));
    const kept = reuse ? windows.take(length) : undefined;
    try {
      for (let at = start; at < end; ) {
        const from = blockStart(at);
        const window = (kept ?? Buffer.allocUnsafeSlow(length)).subarray(
          0,
          Math.min(length, this.size - from),
        );
        this.fill(window, from);
        if (this.isSummed) this.check(window, from);
        const until = Math.min(end, from + window.length);
        for (; at < until; at = Math.min(until, at + pieceBytes)) {
          yield window.subarray(at - from, Math.min(until, at + pieceBytes) - from);
        }
      }
    } finally {
      if (kept) windows.giveBack(kept);
    }
  }

  close(): void {
    fs.closeSync(this.file);
  }

  private check(window: Buffer, from: number): void {
    const first = from / BLOCK_BYTES;
    const sums = Buffer.alloc(Math.ceil(window.length / BLOCK_BYTES) * SUM_BYTES);
    // One that is cut short differs.
    fs.readSync(this.file, sums, 0, sums.length, this.size + first * SUM_BYTES);
    for (let block = 0; block * BLOCK_BYTES < window.length; block++) {
      const bytes = window.subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
      const expected = sums.subarray(block * SUM_BYTES, (block + 1) * SUM_BYTES);
      if (endSum(beginSum(this.blob, first + block).update(bytes)).equals(expected)) continue;
      throw this.damaged(from + block * BLOCK_BYTES, `a block of ${bytes.length} bytes is damaged`);
    }
  }

  private fill(memory: Buffer, position: number): void {
    for (let filled = 0; filled < memory.length; ) {
      const left = memory.length - filled;
      const bytesRead = fs.readSync(this.file, memory, filled, left, position + filled);
      if (bytesRead === 0) throw this.damaged(position + filled, 'the file ends early');
      filled += bytesRead;
    }
  }

  private damaged(offset: number, reason: string): DamagedDataError {
    if (!this.isSummed) return changedFile(this.path, `it ends at byte ${offset}, before its object does`);
    return new DamagedDataError(`'${this.path}', offset ${offset}`, reason);
  }
}

/** Of a link to a file that somebody else has changed: the data directory is as it was. */
function changedFile(link: string, what: string): DamagedDataError {
  return new DamagedDataError(`'${targetOf(link)}'`, `an object is read from this file, and ${what}`, {
    advice: 'It was changed after it became an object: put the object again, or bring the file back.',
  });
}

/** A clone is a file by itself. */
function targetOf(link: string): string {
  try {
    return fs.readlinkSync(link);
  } catch {
    return link;
  }
}

const blockStart = (at: number): number => at - (at % BLOCK_BYTES);
