import fc, { type StringConstraints } from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };

/** Characters up to a code point, without the surrogates, which stand for no character. */
const upTo = (last: number) =>
  fc.nat(last > SURROGATES.first ? last - SURROGATES.count : last).map(
    (n) => String.fromCodePoint(n < SURROGATES.first ? n : n + SURROGATES.count),
    (text) => {
      const n = typeof text === 'string' ? (text.codePointAt(0) ?? 0) : 0;
      if (typeof text !== 'string' || text !== String.fromCodePoint(n)) throw new Error('not one character');
      return n < SURROGATES.first ? n : n - SURROGATES.count;
    },
  );

/** Characters of one, two, three and four bytes in UTF-8, as often each. */
const character = fc.oneof(upTo(0x7f), upTo(0x7ff), upTo(0xffff), upTo(0x10ffff));

/** Any text that is valid Unicode. The unit `binary` of fast-check gives it too, but takes a second to be made. */
export const anyText = (constraints: Omit<StringConstraints, 'unit'> = {}) =>
  fc.string({ ...constraints, unit: character });
