import { BLOCK_BYTES, type BlockFile, type Span } from './block-file';

/** Consecutive bytes of an object, as they came in. The front can be let go. */
export class ReceivedBytes {
  private blocks: number[] = [];
  /** Offset in the object of the first block's first byte. */
  private base: number;
  end: number;

  /** @param start offset in the object of the first byte held */
  constructor(
    private readonly file: BlockFile,
    public start: number,
  ) {
    this.base = start;
    this.end = start;
  }

  get bytes(): number {
    return this.end - this.start;
  }

  /** Copies the bytes. @throws PlatformError when the file system takes no more */
  push(bytes: Buffer): void {
    const end = this.end + bytes.length;
    while (this.base + this.blocks.length * BLOCK_BYTES < end) this.blocks.push(this.file.take());
    for (let done = 0; done < bytes.length; ) {
      const span = this.span(this.end, end);
      this.file.write(bytes, done, span);
      this.end += span.bytes;
      done += span.bytes;
    }
  }

  /** Where the bytes from `start` on are, as far as they lie together and below `end`. They stay until they are let go. */
  span(start: number, end: number): Span {
    const from = (start - this.base) % BLOCK_BYTES;
    const first = (start - this.base - from) / BLOCK_BYTES;
    let bytes = BLOCK_BYTES - from;
    for (let i = first; start + bytes < end && this.blocks[i + 1] === this.blocks[i]! + 1; i += 1) {
      bytes += BLOCK_BYTES;
    }
    return { place: this.blocks[first]! * BLOCK_BYTES + from, bytes: Math.min(bytes, end - start) };
  }

  /** A copy of what is held, below an offset. */
  copy(below = this.end): Buffer {
    const end = Math.min(below, this.end);
    const parts: Buffer[] = [];
    for (let at = this.start; at < end; ) {
      const part = this.file.read(this.span(at, end));
      parts.push(part);
      at += part.length;
    }
    return Buffer.concat(parts);
  }

  /** Lets go of whole blocks below an offset. They go to other bytes. */
  trim(below: number): void {
    const all = below >= this.end;
    const count = all ? this.blocks.length : Math.max(0, Math.floor((below - this.base) / BLOCK_BYTES));
    if (count === 0) return;
    for (const block of this.blocks.splice(0, count)) this.file.give(block);
    this.base = all ? this.end : this.base + count * BLOCK_BYTES;
    this.start = this.base;
  }
}
