import type { LogEntry } from '../service';
import { readIndex } from './indexed-fields';
import { searchCondition } from './search-condition';
import { select } from './sql-select';

/** What a query finds: entries, or with a statement after `|` the rows of its answer. */
export type QueryResult = { entries: LogEntry[] } | { rows: Record<string, string>[] };

/** The two parts of a query; a `|` in quotation marks divides nothing. */
const PARTS = /^((?:[^|"]|"(?:[^"\\]|\\.)*")*)(?:\|(.*))?$/su;

/**
 * @param query `SEARCH` or `SEARCH | SELECT ...`
 * @param entries those of the time that was asked about, the oldest first
 * @param index of the logstore, in the form of the service's API
 * @throws SlsError
 */
export function runQuery(query: string, entries: readonly LogEntry[], index: unknown): QueryResult {
  const [, search = query, statement] = PARTS.exec(query) ?? [];
  const searched = readIndex(index);
  const found = entries.filter(searchCondition(search, searched));
  return statement === undefined ? { entries: found } : { rows: select(statement, found, searched.fields) };
}
