import type { Track } from './track';

/**
 * MediaInfo takes a text that is not marked as Unicode for Latin-1: ID3 tags and RIFF INFO in GBK, Shift JIS or
 * Windows-1251 become letters with accents, and what Latin-1 has no character for becomes U+FFFD. It does not say so.
 * These are the signs that no text in Latin-1 shows; a text without one may be misread as well.
 */
const SIGNS: readonly ((text: string) => boolean)[] = [
  // Latin-1 has no characters there: Shift JIS, GBK, UTF-8 and the quotes of Windows-1252 do.
  (text) => /[\u0080-\u009f\ufffd]/.test(text),
  // UTF-8: é is two bytes, Ã©, behind a small letter, where no Ã stands.
  (text) => /[a-z]\u00c3[\u00a0-\u00bf]/.test(text),
  (text) => runsOf(text).some((run) => isChinese(run) || isCyrillic(run)),
];

/** Every sign has such a character, and few texts of a report do. */
const NOT_ASCII = /[\u0080-\uffff]/;

export const isMisread = (text: string): boolean => SIGNS.some((sign) => sign(text));

/** Characters outside ASCII that stand side by side. */
const runsOf = (text: string): string[] => text.match(/[\u00a1-\u00ff]+/g) ?? [];

/**
 * Pairs of GB 2312 or KS X 1001: the first of each from the rows of common characters, B0 to D7. In Latin-1 that is
 * letters and signs in a row, four at least, such as `Ö®¼ä`. Signs that stand beside letters in Latin-1 do not count.
 */
const isChinese = (run: string): boolean =>
  /^(?:[\u00b0-\u00d7][\u00a1-\u00fe]){2,}$/.test(run) &&
  /[\u00a2-\u00a9\u00ac-\u00af\u00b1-\u00b3\u00b5\u00b6\u00b8\u00b9\u00bc-\u00be]/.test(run) &&
  /[\u00c0-\u00fe]/.test(run);

/**
 * A word of letters with accents only, six in a row, in capitals or small, and four of them different: Estonian has
 * `jäääär`, with four that are alike.
 */
const isCyrillic = (run: string): boolean =>
  /^(?:[\u00c0-\u00df]{6,}|[\u00c0-\u00df]?[\u00e0-\u00ff]{5,})$/.test(run) &&
  run.length >= 6 &&
  new Set(run).size >= 4;

/** Fields that are the object's name, which is Unicode; that are no text; and that MediaInfo makes of others. */
const NOT_TEXT =
  /^(?:CompleteName|FolderName|FileName|FileNameExtension|FileExtension|Format.*|CodecID.*)$|_Date(?:_|$)|_String\d?$/;

/**
 * Names of the fields that hold such a text, each once, in the order of the report; of those that hold the same one,
 * such as `Title` and `Track`, the first.
 */
export function misreadFields(tracks: readonly Track[]): string[] {
  const names = new Map<string, string>();
  for (const { fields } of tracks) {
    for (const [name, text] of fields) {
      if (NOT_ASCII.test(text) && !NOT_TEXT.test(name) && !names.has(text) && isMisread(text)) {
        names.set(text, name);
      }
    }
  }
  return [...new Set([...names.values()].map((name) => name.replace(/^extra\./, '')))];
}
