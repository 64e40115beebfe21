import { html } from 'hono/html';

export { html };

/** Markup whose values are escaped; `html` makes it. */
export type Html = ReturnType<typeof html>;

/** What nobody sees, or what turns the direction of writing, as in `printable.ts`; joiners are looked at below. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}/gu;

/** Joiners between letters or signs: Persian, Indic scripts and some emoji are spelt with them. */
const JOINED =
  /(?<=(?:\p{L}|\p{M}|\p{Extended_Pictographic}|\uFE0F))[\u200C\u200D](?=[\p{L}\p{Extended_Pictographic}])/gu;

/**
 * Other people's text, kept apart from the direction of what stands around it. A sign with its code stands for each
 * character that must not have an effect.
 */
export function othersText(text: string): Html {
  const joiners = new Set([...text.matchAll(JOINED)].map(({ index }) => index));
  const parts: unknown[] = [];
  let at = 0;
  for (const { 0: character, index } of text.matchAll(HIDDEN)) {
    if (joiners.has(index)) continue;
    parts.push(text.slice(at, index), signFor(character));
    at = index + character.length;
  }
  parts.push(text.slice(at));
  return html`<bdi>${parts}</bdi>`;
}

function signFor(character: string): Html {
  const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  return html`<span class="hidden-char" title="${code}">\uFFFD</span>`;
}

export const count = (value: number): string => value.toLocaleString('en-US');

/** `1 object`, `2 objects`. */
export const objectsText = (value: number): string => `${count(value)} object${value === 1 ? '' : 's'}`;
