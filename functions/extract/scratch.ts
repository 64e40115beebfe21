/** Most buffers kept for the next time. */
const KEPT = 2;

const free: Buffer[] = [];

/**
 * Lends memory for some work. A new buffer for each object would be garbage: for each 64 MB of it V8 looks at all objects of
 * the process, and forgets compiled code that was not used for a while.
 *
 * @returns at least so many bytes, with what other work left in them. Give it back with `giveBack`
 */
export function lend(bytes: number): Buffer {
  const known = free.pop();
  // One that is too small is let go, so that in the end all are large enough.
  return known && known.length >= bytes ? known : Buffer.allocUnsafeSlow(bytes);
}

/** Call it once, when nothing uses the memory any more. */
export function giveBack(memory: Buffer): void {
  if (free.length < KEPT) free.push(memory);
}
