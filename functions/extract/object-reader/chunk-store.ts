/** Bytes of a slab, the unit of memory: what a connection hands over at once. */
const SLAB = 64 * 1024;

/** Slabs kept for the next object: fresh memory costs a page fault for every 4 KB. */
const MAX_SPARE = 256;

const spare: Buffer[] = [];

/** Consecutive bytes of an object, as they came in. The front can be let go. */
export class ChunkStore {
  /** Every slab but the last is full. */
  private slabs: Buffer[] = [];
  /** Offset in the object of the first slab's first byte. */
  private base: number;
  end: number;

  /** @param start offset in the object of the first byte held */
  constructor(public start: number) {
    this.base = start;
    this.end = start;
  }

  get bytes(): number {
    return this.end - this.start;
  }

  /** Copies the bytes. */
  push(bytes: Buffer): void {
    for (let done = 0; done < bytes.length; ) {
      const used = (this.end - this.base) % SLAB;
      if (used === 0) this.slabs.push(spare.pop() ?? Buffer.allocUnsafeSlow(SLAB));
      const copied = bytes.copy(this.slabs.at(-1) as Buffer, used, done);
      this.end += copied;
      done += copied;
    }
  }

  /** The bytes from `start` up to `end`, all of which must be held. They are good until they are let go. */
  slice(start: number, end: number): Buffer[] {
    const found: Buffer[] = [];
    for (let at = start; at < end; ) {
      const from = (at - this.base) % SLAB;
      const slab = this.slabs[(at - this.base - from) / SLAB] as Buffer;
      const part = slab.subarray(from, from + end - at);
      found.push(part);
      at += part.length;
    }
    return found;
  }

  /** Lets go of whole slabs below an offset. The memory goes to other bytes. */
  trim(below: number): void {
    const all = below >= this.end;
    const count = all ? this.slabs.length : Math.max(0, Math.floor((below - this.base) / SLAB));
    if (count === 0) return;
    for (const slab of this.slabs.splice(0, count)) if (spare.length < MAX_SPARE) spare.push(slab);
    this.base = all ? this.end : this.base + count * SLAB;
    this.start = this.base;
  }
}
