import { inspect } from 'node:util';

/**
 * Makes values of a payload safe to repeat in a message. Anybody who may invoke the function can have written
 * them.
 */

/** Most characters of a quoted value; enough to recognise it in a log. */
const MAX_QUOTED = 80;

/** Control characters, and characters that are invisible or change the direction of a text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text written by others, on one line and without misleading characters. */
export const plainText = (text: string): string => text.replace(UNSEEN, '\uFFFD');

/** A value in the form for a message, however deeply it is nested; `nothing` when it is missing. */
export function quote(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  // JSON.stringify would go through every level, and a payload may have thousands.
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
