import type { Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { BLOCK_BYTES, beginSum, endSum } from './blob-sums';

/** Writes a blob, and sums of its blocks behind it. */
export class BlobWriter {
  private readonly sums: Buffer[] = [];
  private sum: Hash | undefined;
  /** Bytes in the block that is not full yet. */
  private filled = 0;

  private constructor(
    readonly blob: string,
    private readonly file: FileHandle,
  ) {}

  /** @throws Error `EEXIST` */
  static async open(path: string, blob: string): Promise<BlobWriter> {
    return new BlobWriter(blob, await open(path, 'wx'));
  }

  async write(chunk: Buffer): Promise<void> {
    for (let done = 0; done < chunk.length; ) {
      const piece = chunk.subarray(done, done + BLOCK_BYTES - this.filled);
      this.sum ??= beginSum(this.blob, this.sums.length);
      this.sum.update(piece);
      this.filled += piece.length;
      if (this.filled === BLOCK_BYTES) this.endBlock();
      done += piece.length;
    }
    // Unlike `write`, this writes all of it or fails.
    await this.file.writeFile(chunk);
  }

  /** Writes the sums and closes the file. */
  async finish(): Promise<void> {
    this.endBlock();
    await this.file.writeFile(Buffer.concat(this.sums));
    await this.file.close();
  }

  /** Closes the file as it is; its blob must be released then. */
  async abort(): Promise<void> {
    await this.file.close();
  }

  private endBlock(): void {
    if (this.sum) this.sums.push(endSum(this.sum));
    this.sum = undefined;
    this.filled = 0;
  }
}
