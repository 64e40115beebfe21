import type { Span } from '../query/query-error';

/** A policy that cannot be used. The message says the file, line and column, and marks the place. */
export class PolicyError extends Error {
  override name = 'PolicyError';

  constructor(
    /** What is wrong, without the place. */
    readonly problem: string,
    /** The file, as the user named it. */
    readonly file: string,
    readonly text: string,
    /** In UTF-16 units of the text. */
    readonly span: Span,
  ) {
    const { line, column, content, marked } = placeOf(text, span);
    const mark = `${before(content.slice(0, column - 1))}${'^'.repeat(marked)}`;
    super(`${file}:${line}:${column}: ${problem}\n  ${shown(content)}\n  ${mark}`);
  }
}

/** Most characters of a line that are shown after the place. */
const MOST_SHOWN = 160;

/** Line and column from 1, and the line. */
function placeOf(text: string, { start, end }: Span) {
  const at = Math.min(start, text.length);
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const next = text.indexOf('\n', at);
  const whole = text.slice(from, next < 0 ? text.length : next).replace(/\r$/, '');
  const line = text.slice(0, from).split('\n').length;
  // Of a file that is one long line, only the part around the place.
  const skipped = Math.max(0, at - from - MOST_SHOWN);
  const content = whole.slice(skipped, at - from + MOST_SHOWN);
  const column = at - from + 1;
  const marked = Math.max(1, Math.min(end - start, whole.length - (at - from), MOST_SHOWN));
  return { line, column, content, marked: skipped > 0 ? 1 : marked };
}

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const shown = (line: string): string => line.replace(HIDDEN, '\uFFFD');

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60\p{Emoji_Presentation}]/gu;

/** As many spaces as the text is wide on a terminal: U+3000 is as wide as a Chinese character. */
const before = (text: string): string =>
  shown(text)
    .replace(/\p{M}/gu, '')
    .replace(WIDE, '\u3000')
    .replace(/[^\u3000]/gu, ' ');
