import { cutAtCharacter } from '../row-key';
import { MAX_ARRAY_ITEMS, MAX_KEYWORD_BYTES } from './column';

/** The last item of a list of which items were left out: a query can ask for it. */
const CUT_MARK = '…';

const bytesOf = (item: string): number => Buffer.byteLength(JSON.stringify(item));

/**
 * A JSON array of the distinct texts in their order, at most so many bytes, that the search index takes. When
 * not all of them fit, the list ends with `CUT_MARK` after those that do. A longer item than the index takes is
 * cut. Undefined when there is nothing, or no room for the mark.
 */
export function fittingList(texts: readonly string[], maxBytes: number): string | undefined {
  const items = new Set<string>();
  for (const text of texts) {
    const item = cutAtCharacter(text, MAX_KEYWORD_BYTES);
    if (item !== '') items.add(item);
  }
  const all = [...items];
  const sizes = all.map(bytesOf);
  if (all.length === 0) return undefined;
  // With n items, the commas and the two brackets take n + 1 bytes.
  const whole = sizes.reduce((total, size) => total + size, all.length + 1);
  if (all.length <= MAX_ARRAY_ITEMS && whole <= maxBytes) return JSON.stringify(all);
  let bytes = '[]'.length + bytesOf(CUT_MARK);
  if (bytes > maxBytes) return undefined;
  const kept: string[] = [];
  for (const [i, item] of all.entries()) {
    bytes += sizes[i]! + ','.length;
    if (bytes > maxBytes || kept.length === MAX_ARRAY_ITEMS - 1) break;
    kept.push(item);
  }
  return JSON.stringify([...kept, CUT_MARK]);
}
