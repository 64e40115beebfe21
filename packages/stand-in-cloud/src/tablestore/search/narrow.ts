import type { ColumnsOfRows } from './columns-of-rows';
import { EMPTY, type FieldColumn, MODE } from './field-column';
import { type BoolQuery, type FieldScore, type Query, type Range, scoreOf } from './query';

/** One byte for each slot: 1 for a row that is meant. */
export type Marks = Uint8Array;

/** Takes the marks of rows that the query does not match: the same as `scoreOf` of each, a field at a time. */
export function narrow(query: Query, marks: Marks, rows: ColumnsOfRows): void {
  switch (query.kind) {
    case 'all':
      return;
    case 'field': {
      if (rows.fields.isNested(query.field)) {
        marks.fill(0);
        return;
      }
      const column = rows.column(query.field);
      if (query.range && column.isSingle) narrowByRange(column, marks, query.range);
      else narrowByField(column, marks, query.score);
      return;
    }
    case 'exists':
      narrowByExistence(query.field, marks, rows);
      return;
    case 'bool':
      narrowByBool(query, marks, rows);
      return;
    case 'nested':
      for (let slot = 0; slot < marks.length; slot++) {
        if (marks[slot] === 0) continue;
        const matches = rows
          .nested(query.path, slot)
          .some((item) => scoreOf(query.inner, item) !== undefined);
        if (!matches) marks[slot] = 0;
      }
      return;
    case 'constant':
      narrow(query.inner, marks, rows);
  }
}

/** The slots that are marked, in their order. */
export function markedSlots(slots: readonly number[], marks: Marks): number[] {
  const found: number[] = [];
  for (const slot of slots) if (marks[slot] === 1) found.push(slot);
  return found;
}

const UNKNOWN = 0;
const MATCHES = 1;
const DIFFERS = 2;

function narrowByField(column: FieldColumn, marks: Marks, score: FieldScore): void {
  const cells = column.bySlot;
  const matches = (cell: number): boolean => score(column.values(cell)) !== undefined;
  // A cell is tested when the first row with it comes; all of them before, when they are few.
  const tested = new Uint8Array(column.size);
  if (column.size * 8 < marks.length) {
    for (let cell = 0; cell < tested.length; cell++) tested[cell] = matches(cell) ? MATCHES : UNKNOWN;
    for (let slot = 0; slot < marks.length; slot++) marks[slot]! &= tested[cells[slot]!]!;
    return;
  }
  for (let slot = 0; slot < marks.length; slot++) {
    if (marks[slot] === 0) continue;
    const cell = cells[slot]!;
    if (tested[cell] === UNKNOWN) tested[cell] = matches(cell) ? MATCHES : DIFFERS;
    if (tested[cell] === DIFFERS) marks[slot] = 0;
  }
}

/** By the ranks of cells with one value, so that only the ends of the range are compared. */
function narrowByRange(
  column: FieldColumn,
  marks: Marks,
  { from, to, includeLower, includeUpper }: Range,
): void {
  const order = column.order(MODE.min);
  const { ranks } = order;
  const cells = column.bySlot;
  // Ranks are at least a half apart.
  const least = from === undefined ? -Infinity : order.rankOf(from) + (includeLower ? -0.25 : 0.25);
  const most = to === undefined ? Infinity : order.rankOf(to) + (includeUpper ? 0.25 : -0.25);
  for (let slot = 0; slot < marks.length; slot++) {
    // The empty cell's rank is no number, which is in no range.
    const rank = ranks[cells[slot]!]!;
    if (!(rank > least && rank < most)) marks[slot] = 0;
  }
}

function narrowByExistence(field: string, marks: Marks, rows: ColumnsOfRows): void {
  const isOfRow = !rows.fields.isNested(field);
  const cells = isOfRow ? rows.column(field).bySlot : undefined;
  const [isNested, empty] = [rows.fields.get(field).type === 'NESTED', EMPTY];
  for (let slot = 0; slot < marks.length; slot++) {
    if (marks[slot] === 0 || (cells && cells[slot] !== empty)) continue;
    if (!isNested || rows.nested(field, slot).length === 0) marks[slot] = 0;
  }
}

function narrowByBool(
  { must, mustNot, filter, should, least }: BoolQuery,
  marks: Marks,
  rows: ColumnsOfRows,
): void {
  for (const query of filter) narrow(query, marks, rows);
  for (const query of must) narrow(query, marks, rows);
  for (const query of mustNot) {
    const part = marked(query, marks, rows);
    for (let slot = 0; slot < marks.length; slot++) if (part[slot] === 1) marks[slot] = 0;
  }
  if (least <= 0) return;
  const counts = new Uint16Array(marks.length);
  for (const query of should) {
    const part = marked(query, marks, rows);
    for (let slot = 0; slot < marks.length; slot++) counts[slot]! += part[slot]!;
  }
  for (let slot = 0; slot < marks.length; slot++) if (counts[slot]! < least) marks[slot] = 0;
}

/** Those of the marks whose rows the query matches. */
export function marked(query: Query, among: Marks, rows: ColumnsOfRows): Marks {
  const marks = among.slice();
  narrow(query, marks, rows);
  return marks;
}
