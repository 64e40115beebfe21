import { writeSync } from 'node:fs';

/**
 * Offsets in the mailbox's file of its two places. While the child works on what lies at one of them, the other is
 * filled. They are so far apart that they never meet; the file has holes.
 */
const PLACES = [0, 2 ** 36] as const;

/** Most bytes put there ahead: more would save few changes of process, and be in vain more often. */
export const MAX_AHEAD = 1024 * 1024;

/** Bytes of the object that lie ready for a child. */
export class Mailbox {
  /** Index of the place that the child does not use. */
  private free: 0 | 1 = 0;
  private start = 0;
  private end = 0;

  constructor(private readonly descriptor: number) {}

  /** Offset in the object behind the bytes in the free place. */
  get next(): number {
    return this.end;
  }

  /** Bytes that may still be put in ahead. */
  get room(): number {
    return MAX_AHEAD - (this.end - this.start);
  }

  /** Whether the free place holds bytes from this offset on. */
  holds(offset: number): boolean {
    return this.start === offset && this.end > offset;
  }

  /** Empties the free place for the bytes from an offset on. */
  begin(offset: number): void {
    this.start = offset;
    this.end = offset;
  }

  put(chunks: Buffer[]): void {
    // In this thread, as it only goes to memory: a hop to another takes longer than the copying.
    for (const chunk of chunks) {
      this.end += writeSync(
        this.descriptor,
        chunk,
        0,
        chunk.length,
        PLACES[this.free] + this.end - this.start,
      );
    }
  }

  /** Hands the place over to the child, and begins the other one with what follows. */
  handOver(): { place: number; bytes: number } {
    const handed = { place: PLACES[this.free], bytes: this.end - this.start };
    this.free = this.free === 0 ? 1 : 0;
    this.begin(this.end);
    return handed;
  }
}
