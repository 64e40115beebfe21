/**
 * Characters that steer a terminal or that nobody sees: control characters (C0, C1), bidirectional and other format
 * characters, zero-width and filler characters, line separators, and halves of surrogate pairs. Names, tags and errors
 * are other people's text, and may hold any of them. The two selectors that choose between text and emoji stay.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}/gu;

/** True for most texts, and told faster. */
const isPlain = (text: string): boolean => !/[^\x20-\x7e]/.test(text);

/** The same for text of several lines. */
const arePlainLines = (text: string): boolean => !/[^\x20-\x7e\r\n\t]|\r(?!\n)/.test(text);

/** What this command puts into text itself: line breaks, tabs and colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with one.
const OWN = /(\u001b\[[0-9;]*m|\r?\n|\t)/u;

/** U+FFFD, the sign for what cannot be shown. */
const REPLACEMENT = '\uFFFD';

/** Other people's text on one line, with a sign for each character that must not reach a terminal. */
export const oneLine = (text: string): string => (isPlain(text) ? text : text.replace(HIDDEN, REPLACEMENT));

/** The same for text of several lines, whose line feeds stay. */
export const severalLines = (text: string): string => text.split('\n').map(oneLine).join('\n');

/**
 * Text that is ready to be written, with its colours: a net below everything that is printed. What comes from elsewhere
 * has gone through `oneLine` before, since a colour of its own would pass here.
 */
export const printable = (text: string): string =>
  arePlainLines(text)
    ? text
    : text
        .split(OWN)
        .map((part, index) => (index % 2 === 1 ? part : oneLine(part)))
        .join('');

/** JSON on one line whose hidden characters are escaped, so that it says the same and is safe to look at. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return isPlain(text) ? text : text.replace(HIDDEN, escaped);
}

const escaped = (character: string): string =>
  character.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Text of several lines in which line breaks and tabs stay, and the rest is changed by `change`. */
const betweenLines = (text: string, change: (part: string) => string): string =>
  text
    .split(/(\r?\n|\t)/)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');

/** A whole document of somebody else's text, with a sign for each character that must not reach a terminal. */
export const documentText = (text: string): string => betweenLines(text, oneLine);

/** XML whose hidden characters are written as references, so that it says the same; what XML forbids is replaced. */
export const xmlText = (xml: string): string => betweenLines(xml, (part) => part.replace(HIDDEN, reference));

function reference(character: string): string {
  const code = character.codePointAt(0)!;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code < 0x20 || isSurrogate ? REPLACEMENT : `&#x${code.toString(16).toUpperCase()};`;
}
