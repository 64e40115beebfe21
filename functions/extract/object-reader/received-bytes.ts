import { BLOCK_BYTES, type BlockFile, type Span } from './block-file';

/** The bytes of one range that are here. New ones are added at the end; the first ones can be let go. */
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
    const missing = Math.ceil((end - this.base) / BLOCK_BYTES) - this.blocks.length;
    if (missing > 0) this.blocks.push(...this.file.take(missing, this.blocks.at(-1)));
    for (let done = 0; done < bytes.length; ) {
      const span = this.span(this.end, end);
      this.file.write(bytes, done, span);
      this.end += span.bytes;
      done += span.bytes;
    }
  }

  /**
   * Where in the file the bytes from `start` on are. They may be fewer than up to `end`, as blocks of the file that hold
   * neighbouring bytes need not be neighbours. They stay there until they are let go.
   */
  span(start: number, end: number): Span {
    const from = (start - this.base) % BLOCK_BYTES;
    const first = (start - this.base - from) / BLOCK_BYTES;
    let bytes = BLOCK_BYTES - from;
    for (let i = first; start + bytes < end && this.blocks[i + 1] === this.blocks[i]! + 1; i += 1) {
      bytes += BLOCK_BYTES;
    }
    return { place: this.blocks[first]! * BLOCK_BYTES + from, bytes: Math.min(bytes, end - start) };
  }

  /** Whether all bytes from `start` to `end` are held. */
  holds(start: number, end: number): boolean {
    return this.start <= start && end <= this.end;
  }

  /**
   * Copies bytes that are held.
   *
   * @param memory where to; what is returned is the beginning of it. @default - new memory
   */
  copy(start: number, end: number, memory: Buffer = Buffer.allocUnsafe(end - start)): Buffer {
    for (let at = start; at < end; ) {
      const span = this.span(at, end);
      this.file.readInto(memory, at - start, span);
      at += span.bytes;
    }
    return memory.subarray(0, end - start);
  }

  /** Gives back the blocks that are wholly below an offset; below `end`, all. They are used for other bytes. */
  trim(below: number): void {
    const all = below >= this.end;
    const count = all ? this.blocks.length : Math.max(0, Math.floor((below - this.base) / BLOCK_BYTES));
    if (count === 0) return;
    for (const block of this.blocks.splice(0, count)) this.file.give(block);
    this.base = all ? this.end : this.base + count * BLOCK_BYTES;
    this.start = this.base;
  }
}
