import { BLOCK_BYTES, type BlockFile, type Span } from './block-file';

/** Bytes that lie in blocks one behind the other. */
interface Stretch {
  /** Offset in the object of the first block's first byte. */
  start: number;
  /** Number of the first block. */
  block: number;
  blocks: number;
}

/** The bytes of one range that are here. New ones are added at the end; the first ones can be let go. */
export class ReceivedBytes {
  /** In ascending order. The last block of each may be partly filled. */
  private readonly stretches: Stretch[] = [];
  end: number;

  /** @param start offset in the object of the first byte held */
  constructor(
    private readonly file: BlockFile,
    public start: number,
  ) {
    this.end = start;
  }

  get bytes(): number {
    return this.end - this.start;
  }

  /** Copies the bytes, all to one stretch. @throws PlatformError when the file system takes no more */
  push(bytes: Buffer): void {
    const { start, block } = this.stretchFor(bytes.length);
    this.file.write(bytes, 0, { place: block * BLOCK_BYTES + this.end - start, bytes: bytes.length });
    this.end += bytes.length;
  }

  /** The last stretch, made longer where there is room behind it, or a new one. */
  private stretchFor(bytes: number): Stretch {
    const last = this.stretches.at(-1);
    if (last) {
      const missing = Math.ceil((this.end + bytes - last.start) / BLOCK_BYTES) - last.blocks;
      if (missing <= 0) return last;
      if (this.file.takeBehind(last.block + last.blocks - 1, missing)) {
        last.blocks += missing;
        return last;
      }
    }
    const blocks = Math.ceil(bytes / BLOCK_BYTES);
    const stretch = { start: this.end, block: this.file.take(blocks), blocks };
    this.stretches.push(stretch);
    return stretch;
  }

  /**
   * Where in the file the bytes from `start` on are. They may be fewer than up to `end`, as a stretch may end before. They
   * stay there until they are let go.
   */
  span(start: number, end: number): Span {
    let i = this.stretches.length - 1;
    while (this.stretches[i]!.start > start) i -= 1;
    const stretch = this.stretches[i]!;
    const upTo = Math.min(end, this.endOf(i));
    return { place: stretch.block * BLOCK_BYTES + start - stretch.start, bytes: upTo - start };
  }

  /** Offset behind the last byte of a stretch. */
  private endOf(i: number): number {
    return this.stretches[i + 1]?.start ?? this.end;
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
    while (this.stretches.length > 0 && this.endOf(0) <= below) this.give(this.stretches.shift()!);
    const [first] = this.stretches;
    if (first && below > first.start) {
      const blocks = Math.floor((below - first.start) / BLOCK_BYTES);
      this.give({ ...first, blocks });
      first.start += blocks * BLOCK_BYTES;
      first.block += blocks;
      first.blocks -= blocks;
    }
    this.start = this.stretches[0]?.start ?? this.end;
  }

  private give({ block, blocks }: Stretch): void {
    for (let i = 0; i < blocks; i += 1) this.file.give(block + i);
  }
}
