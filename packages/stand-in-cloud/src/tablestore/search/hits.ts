import type { ColumnsOfRows } from './columns-of-rows';
import { type Query, scoreOf } from './query';

/** What a query finds: the slots of rows, in the order of the primary key. */
export interface Hits {
  readonly query: Query;
  readonly slots: readonly number[];
}

/** The score of a row that the query matches. */
export const scoreOfHit = (query: Query, slot: number, rows: ColumnsOfRows): number =>
  scoreOf(query, rows.document(slot)) ?? 0;
