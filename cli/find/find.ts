import type { Expression } from '../../contract/query/ast';
import { STATUS_NAMES, STATUSES } from '../../contract/statuses';
import { suggestion } from '../../contract/suggestion';
import { openSession, type Session } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { OVERVIEW, type View } from '../output/overview';
import { UsageError } from '../program/errors';
import { jsonText, oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import { readQuery } from '../query/bare-words';
import { MediaIndex, type SortKey } from '../search/media-index';
import { toSearchQuery } from '../search/to-search-query';
import { wordsForNothing } from './hint';
import { printRows } from './print-rows';

export interface FindOptions extends CommonOptions {
  sort?: SortKey[] | 'none';
  columns?: string[];
  csv?: boolean;
  raw?: boolean;
  exitCode?: boolean;
  count?: boolean;
  limit?: number;
  status?: string;
}

export const indexOf = ({ tablestore, target }: Session): MediaIndex =>
  new MediaIndex(tablestore, { tableName: target.table, indexName: target.index });

/** Prints the rows that a query finds. Exit code 1 when there are none and that is asked for. */
export async function find(
  query: string,
  options: FindOptions,
  terminal: Terminal,
  views: View[] = OVERVIEW,
): Promise<number> {
  const expression = withStatus(await readQuery(query, terminal), options.status);
  const found = await findRows(
    expression,
    options,
    openSession(options, terminal, ['instance', 'table']),
    terminal,
    views,
  );
  return found === 0 && options.exitCode ? 1 : 0;
}

/** Prints the rows that there are, or says on standard error that there are none. Answers with their number. */
export async function findRows(
  expression: Expression,
  options: FindOptions,
  session: Session,
  terminal: Terminal,
  views: View[],
  nothing?: string,
): Promise<number> {
  const index = indexOf(session);
  const searched = toSearchQuery(expression);
  const found = options.count
    ? await printCount(await index.count(searched), options, terminal)
    : await printRows(
        index,
        { ...options, query: searched, views, sort: sortOf(options), format: formatOf(options) },
        terminal,
      );
  if (found > 0) return found;
  await write(terminal.stderr, `${oneLine(await wordsForNothing(index, expression, nothing))}\n`);
  return found;
}

/** Programs that name no order are not asked to wait for one. Which rows a limit leaves, and what people read, is by key. */
function sortOf(options: FindOptions): SortKey[] | 'none' | 'any' {
  if (options.sort) return options.sort;
  return formatOf(options) === 'table' || options.limit !== undefined ? [] : 'any';
}

export function formatOf({ json, csv }: { json?: boolean; csv?: boolean }): 'table' | 'json' | 'csv' {
  return json ? 'json' : csv ? 'csv' : 'table';
}

async function printCount(count: number, { json }: FindOptions, terminal: Terminal): Promise<number> {
  await write(terminal.stdout, `${json ? jsonText({ count }) : count}\n`);
  return count;
}

/** @throws UsageError for a status that does not exist */
function withStatus(expression: Expression, list: string | undefined): Expression {
  if (list === undefined) return expression;
  const texts = list.split(',').map((text) => text.trim().toUpperCase());
  for (const text of texts) {
    if (Object.hasOwn(STATUSES, text)) continue;
    throw new UsageError(
      `--status: one of ${STATUS_NAMES.join(', ')} is expected, '${text}' given.${suggestion(text, STATUS_NAMES)}`,
    );
  }
  const condition: Expression = {
    kind: 'in',
    column: 'Status',
    values: texts.map((text) => ({ type: 'text', text })),
    negated: false,
  };
  return expression.kind === 'all' ? condition : { kind: 'and', operands: [expression, condition] };
}
