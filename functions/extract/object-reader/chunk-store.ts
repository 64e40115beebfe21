/** Consecutive bytes of an object, as they came in. The front can be let go. */
export class ChunkStore {
  private chunks: { at: number; bytes: Buffer }[] = [];

  /** @param start offset in the object of the first byte held */
  constructor(
    public start: number,
    public end: number = start,
  ) {}

  get bytes(): number {
    return this.end - this.start;
  }

  push(bytes: Buffer): void {
    this.chunks.push({ at: this.end, bytes });
    this.end += bytes.length;
  }

  /** The bytes from `start` up to `end`, all of which must be held. */
  slice(start: number, end: number): Buffer[] {
    const found: Buffer[] = [];
    for (let i = this.indexOf(start); i < this.chunks.length; i += 1) {
      const { at, bytes } = this.chunks[i]!;
      if (at >= end) break;
      found.push(bytes.subarray(Math.max(0, start - at), end - at));
    }
    return found;
  }

  /** Lets go of whole chunks below an offset. */
  trim(below: number): void {
    const first = this.indexOf(Math.min(below, this.end));
    this.chunks.splice(0, first);
    this.start = this.chunks[0]?.at ?? this.end;
  }

  private indexOf(offset: number): number {
    let low = 0;
    let high = this.chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { at, bytes } = this.chunks[middle]!;
      if (at + bytes.length <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
