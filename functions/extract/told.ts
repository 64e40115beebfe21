import { inspect } from 'node:util';

/** Values of a payload as they may be told again: anybody who may invoke the function can have written them. */

/** Enough of a value to recognise it in a log. */
const MAX_QUOTED = 80;

/** Control characters, and those that change the direction of a text or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text of others, on one line and without characters that mislead the eye. */
export const plainText = (text: string): string => text.replace(UNSEEN, '\uFFFD');

/** A value as a message names it, however deep it is nested; `nothing` for one that is missing. */
export function quote(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  // JSON would go down to the last level, of which there may be thousands.
  const text =
    typeof value === 'object'
      ? inspect(value, {
          depth: 1,
          breakLength: Number.POSITIVE_INFINITY,
          maxArrayLength: 3,
          maxStringLength: MAX_QUOTED,
        })
      : JSON.stringify(value);
  return plainText(text).slice(0, MAX_QUOTED);
}
