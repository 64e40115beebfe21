import { type Column, MAX_KEYWORD_BYTES, TRACK_KINDS, TRACKS_COLUMN } from '../columns';
import { compareTexts } from '../compare-texts';
import type { Expression, Operator, Value } from './ast';
import { columnAt, isText, shortName } from './columns';
import { prefixOf } from './comparisons';
import { fitsPattern } from './glob';
import { holds } from './holds';
import { metresBetween, placeIn } from './places';
import { hasPhrase } from './words';

/** The stored value of a column of a row, as Tablestore keeps it: a list and the tracks are JSON. */
export type StoredCell = string | number | bigint | boolean | Uint8Array | undefined;
export type CellReader = (column: string) => StoredCell;

type Scalar = string | number | boolean;

const NEGATIVES: Partial<Record<Operator, Operator>> = { '!=': '=', '!~': '~', 'not like': 'like' };

/**
 * True for a row that the search would find with this expression. A comparison is never true for a row without the
 * column, also for `!=`; of a list it is true when it is true for one item. Whatever the index leaves out, such as a text
 * above its limit, is not there.
 */
export function isTrueFor(expression: Expression, cell: CellReader): boolean {
  return isTrue(expression, (column) => valuesOf(column, cell(column.name)), cell);
}

type ValueReader = (column: Column) => readonly Scalar[];

function isTrue(expression: Expression, values: ValueReader, cell: CellReader): boolean {
  switch (expression.kind) {
    case 'all':
      return true;
    case 'and':
      return expression.operands.every((operand) => isTrue(operand, values, cell));
    case 'or':
      return expression.operands.some((operand) => isTrue(operand, values, cell));
    case 'not':
      return !isTrue(expression.operand, values, cell);
    case 'track':
      return tracksIn(cell(TRACKS_COLUMN)).some(
        (track) =>
          itemsOf(track['Kind']).includes(TRACK_KINDS[expression.track]) &&
          isTrue(expression.operand, (column) => itemsOf(track[shortName(column.name)]), cell),
      );
    case 'near': {
      const [place] = values(columnAt(expression.column)!).map((stored) => placeIn(String(stored)));
      return place !== undefined && metresBetween(place, expression) <= expression.metres;
    }
    case 'has':
      return values(columnAt(expression.column)!).length > 0 === expression.present;
    case 'compare': {
      const { operator, value } = expression;
      const column = columnAt(expression.column)!;
      const positive = NEGATIVES[operator];
      const found = values(column);
      const fits = found.some((one) => compare(column, one, positive ?? operator, value));
      return positive ? found.length > 0 && !fits : fits;
    }
    case 'in': {
      const column = columnAt(expression.column)!;
      const found = values(column);
      const fits = found.some((one) => expression.values.some((value) => compare(column, one, '=', value)));
      return expression.negated ? found.length > 0 && !fits : fits;
    }
  }
}

/** The values of a column that the search index takes. */
function valuesOf(column: Column, stored: StoredCell): Scalar[] {
  if (stored === undefined || stored instanceof Uint8Array) return [];
  switch (column.type) {
    case 'integer':
      // What exceeds the exact numbers equals no constant, before and after rounding.
      return typeof stored === 'number' || typeof stored === 'bigint' ? [Number(stored)] : [];
    case 'double':
      return typeof stored === 'number' ? [stored] : [];
    case 'boolean':
      return typeof stored === 'boolean' ? [stored] : [];
    case 'position':
      return typeof stored === 'string' && placeIn(stored) ? [stored] : [];
    case 'list':
      return itemsOf(arrayIn(stored)).filter((item) => typeof item === 'string' && fitsIndex(item));
    default:
      return typeof stored === 'string' && (isText(column) || fitsIndex(stored)) ? [stored] : [];
  }
}

const fitsIndex = (text: string): boolean => Buffer.byteLength(text) <= MAX_KEYWORD_BYTES;

/** The values in a field of a track. */
export const itemsOf = (value: unknown): Scalar[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is Scalar =>
    ['string', 'number', 'boolean'].includes(typeof one),
  );

/** The tracks in a row, as they are stored. */
export const tracksIn = (stored: StoredCell): Record<string, unknown>[] =>
  arrayIn(stored).filter(
    (item): item is Record<string, unknown> => typeof item === 'object' && item !== null,
  );

function arrayIn(stored: StoredCell): unknown[] {
  try {
    const items: unknown = typeof stored === 'string' ? JSON.parse(stored) : undefined;
    return Array.isArray(items) ? items : [];
  } catch {
    return [];
  }
}

function compare(column: Column, stored: Scalar, operator: Operator, value: Value): boolean {
  if (value.type === 'time') return compareTime(String(stored), operator, value);
  if (value.type === 'text' && (operator === '~' || operator === 'like')) {
    const text = String(stored);
    if (isText(column)) return hasPhrase(text, value.text);
    if (operator === '~') return text.includes(value.text);
    const prefix = prefixOf(value.text);
    return prefix === undefined ? fitsPattern(text, value.text) : text.startsWith(prefix);
  }
  const wanted = value.type === 'text' ? value.text : value.type === 'number' ? value.number : value.boolean;
  if (operator === '=') return stored === wanted;
  return holds(operator, order(stored, wanted)) ?? false;
}

const order = (left: Scalar, right: Scalar): number =>
  typeof left === 'string' && typeof right === 'string'
    ? compareTexts(left, right)
    : left < right
      ? -1
      : left > right
        ? 1
        : 0;

/** Before a period, after it, or in it. Times are stored as text that sorts correctly. */
function compareTime(stored: string, operator: Operator, { from, to }: Value & { type: 'time' }): boolean {
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  switch (operator) {
    case '<':
      return compareTexts(stored, start) < 0;
    case '<=':
      return compareTexts(stored, end) < 0;
    case '>':
      return compareTexts(stored, end) >= 0;
    case '>=':
      return compareTexts(stored, start) >= 0;
    default:
      return compareTexts(stored, start) >= 0 && compareTexts(stored, end) < 0;
  }
}
