import type { Expression } from '../../contract/query/ast';
import { columnNamed } from '../../contract/query/columns';
import { problemOfComparison } from '../../contract/query/comparisons';
import { parseQuery } from '../../contract/query/parse';
import { printQuery } from '../../contract/query/print';
import { QueryError } from '../../contract/query/query-error';
import { tokensOf } from '../../contract/query/tokens';
import { oneLine } from '../program/printable';
import { type Terminal, write } from '../program/terminal';

/** Where words without a column are looked for. */
const COLUMNS = ['Key', 'Title'] as const;

/** Words of the language, which make a query of anything they stand in. */
const KEYWORDS = new Set(['and', 'or', 'not', 'has', 'exists', 'no', 'missing', 'in', 'like']);

/**
 * Reads a query; one of nothing but words, such as `evening news`, asks for rows that hold each of them in key or title,
 * which is then said on standard error, as a query that asks for the same.
 * @throws QueryError
 */
export async function readQuery(query: string, { now, stderr }: Terminal): Promise<Expression> {
  const searched = bareWords(query);
  if (!searched) return parseQuery(query, now());
  await write(stderr, `Looking in key and title: ${oneLine(printQuery(searched))}\n`);
  return searched;
}

/** The search for a query of words only; undefined for any other query. @throws QueryError for a word that is too long */
export function bareWords(query: string): Expression | undefined {
  const words = tokensOf(query).slice(0, -1);
  const isBare = words.every(
    ({ kind, text }) =>
      kind === 'quoted' ||
      (kind === 'word' && !KEYWORDS.has(text.toLowerCase()) && columnNamed(text) === undefined),
  );
  if (words.length === 0 || !isBare) return undefined;
  const operands = words.map((word): Expression => {
    const value = { type: 'text', text: word.text } as const;
    const problem = problemOfComparison(columnNamed(COLUMNS[0])!, '~', value);
    if (problem) throw new QueryError(problem, query, word);
    return {
      kind: 'or',
      operands: COLUMNS.map((column) => ({ kind: 'compare', column, operator: '~', value })),
    };
  });
  return operands.length === 1 ? operands[0] : { kind: 'and', operands };
}
