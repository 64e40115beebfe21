import { cutAtCharacter } from '../row-key';
import { MAX_ARRAY_ITEMS, MAX_KEYWORD_BYTES } from './column';

/**
 * A JSON array of the distinct texts in their order, at most so many bytes, that the search index takes. The
 * first item that does not fit ends the list, and a longer item than the index takes is cut. Undefined when
 * nothing is left.
 */
export function fittingList(texts: readonly string[], maxBytes: number): string | undefined {
  const items: string[] = [];
  let bytes = '[]'.length;
  for (const text of new Set(texts)) {
    const item = cutAtCharacter(text, MAX_KEYWORD_BYTES);
    if (item === '') continue;
    bytes += Buffer.byteLength(JSON.stringify(item)) + (items.length > 0 ? ','.length : 0);
    if (bytes > maxBytes || items.length === MAX_ARRAY_ITEMS) break;
    items.push(item);
  }
  return items.length > 0 ? JSON.stringify(items) : undefined;
}
