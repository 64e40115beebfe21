/**
 * A generator of numbers from 0 (inclusive) to 1 (exclusive) that depend on `parts` alone: mulberry32, seeded with an
 * FNV-1a hash of the parts. With a generator for each event, the fate of one event does not depend on how many numbers
 * were used for others.
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
