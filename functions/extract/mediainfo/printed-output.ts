/**
 * Collects what a program prints in one growing buffer. A program may write one byte at a time, and a buffer
 * for each write would take too much memory.
 */
export class PrintedOutput {
  private buffer = Buffer.allocUnsafe(64 * 1024);
  private used = 0;

  get bytes(): number {
    return this.used;
  }

  push(chunk: Buffer): void {
    const needed = this.used + chunk.length;
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.buffer.length));
      this.buffer.copy(larger, 0, 0, this.used);
      this.buffer = larger;
    }
    chunk.copy(this.buffer, this.used);
    this.used = needed;
  }

  toString(): string {
    return this.buffer.toString('utf8', 0, this.used);
  }
}
