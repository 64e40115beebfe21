/** Pieces that wait to be used again. Each is as large as the largest window, so this is 4 MiB with 256 KiB each. */
const MAX_KEPT = 16;

/**
 * Memory that is used again. New memory for each answer is freed only when V8 next collects garbage of its own, which may
 * be after 100 MB of it: memory outside of its heap hardly counts for it.
 */
export class WindowMemory {
  private readonly free: Buffer[] = [];

  /** @param bytes size of each piece */
  constructor(private readonly bytes: number) {}

  /** Memory of at least `length` bytes, which may hold old bytes; {@link giveBack} it when nobody reads it any more. */
  take(length: number): Buffer {
    if (length > this.bytes) return Buffer.allocUnsafeSlow(length);
    return this.free.pop() ?? Buffer.allocUnsafeSlow(this.bytes);
  }

  giveBack(memory: Buffer): void {
    if (memory.length === this.bytes && this.free.length < MAX_KEPT) this.free.push(memory);
  }
}
