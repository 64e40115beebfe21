/** Halves of the characters above U+FFFF in UTF-16; no text in UTF-8 holds one of them alone. */
const SURROGATES = 0xd800;
const SURROGATE_COUNT = 0x800;

const LAST_CHARACTER = 0x10ffff;

/**
 * The first text after all that begin with `prefix`, in the order of `compareTexts`. Undefined when there is none, as after
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
