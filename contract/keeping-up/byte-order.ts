/** First UTF-16 code unit of a surrogate; two of them are a character above all others. */
const SURROGATES = 0xd800;
const SURROGATE_COUNT = 0x800;

/** Puts surrogates above all other code units, where their characters stand in UTF-8. */
const rank = (unit: number): number =>
  unit < SURROGATES
    ? unit
    : unit < SURROGATES + SURROGATE_COUNT
      ? unit + SURROGATE_COUNT * 4
      : unit - SURROGATE_COUNT;

/**
 * Compares texts by their bytes in UTF-8, the order of OSS's lists and of Tablestore's primary keys. JavaScript's own order
 * has U+10000 before U+E000.
 */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = a.charCodeAt(i) - b.charCodeAt(i);
    if (difference !== 0) return rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
  }
  return a.length - b.length;
}

const LAST_CHARACTER = 0x10ffff;

/**
 * The first text after all that begin with `prefix`, in the order of `compareBytes`. Undefined when there is none, as after
 * the empty prefix.
 */
export function successorOf(prefix: string): string | undefined {
  const characters = Array.from(prefix, (character) => character.codePointAt(0)!);
  for (let last = characters.pop(); last !== undefined; last = characters.pop()) {
    if (last === LAST_CHARACTER) continue;
    // No text holds half a surrogate.
    const next = last + 1 === SURROGATES ? SURROGATES + SURROGATE_COUNT : last + 1;
    return String.fromCodePoint(...characters, next);
  }
  return undefined;
}
