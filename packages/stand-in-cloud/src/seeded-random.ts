/**
 * Numbers from 0 up to 1 that depend on the parts alone (mulberry32 over an FNV-1a hash of them): what happens to
 * one event does not depend on how many random numbers others drew before.
 */
export function seededRandom(...parts: (string | number)[]): () => number {
  let state = fnv1a(parts.join('\n'));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash;
}
