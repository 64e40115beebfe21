import stringWidth from 'string-width';

const ELLIPSIS = '…';

const SEGMENTS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Text that is at most so many columns of a terminal wide, with `…` for what is left out.
 *
 * @param from `middle` keeps both ends, for names whose beginnings are alike. @default 'end'
 */
export function cut(text: string, width: number, from: 'end' | 'middle' = 'end'): string {
  if (stringWidth(text) <= width) return text;
  if (width < 1) return '';
  const graphemes = [...SEGMENTS.segment(text)].map(({ segment }) => segment);
  const room = width - 1;
  const behind = from === 'middle' ? Math.floor(room / 2) : 0;
  const end = fitting(graphemes.toReversed(), behind).reverse().join('');
  const start = fitting(graphemes, room - stringWidth(end)).join('');
  return start + ELLIPSIS + end;
}

/** As many from the first on as there is room for. */
function fitting(graphemes: string[], room: number): string[] {
  let left = room;
  const end = graphemes.findIndex((grapheme) => {
    left -= stringWidth(grapheme);
    return left < 0;
  });
  return graphemes.slice(0, end < 0 ? undefined : end);
}
