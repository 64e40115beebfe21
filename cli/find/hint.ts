import type { Expression } from '../../contract/query/ast';
import { columnNamed, isText } from '../../contract/query/columns';
import { suggestion } from '../../contract/suggestion';
import type { MediaIndex } from '../search/media-index';
import { toSearchQuery } from '../search/to-search-query';

/** Most values in a hint. If a column has more distinct values, people do not know them by heart. */
const MOST_LISTED = 8;
const MOST_LOOKED_AT = 100;

/** Columns whose values differ in every row. */
const UNIQUE = new Set(['Key', 'ObjectKey', 'ETag', 'Crc64', 'VersionId', 'RequestId']);

/**
 * Explains why a query may have found nothing: values must be written as MediaInfo writes them, so `hevc`
 * does not find `HEVC`. Undefined when every value in the query exists.
 */
export async function hintForNothing(index: MediaIndex, expression: Expression): Promise<string | undefined> {
  for (const { column, text } of wordsOf(expression)) {
    const groups = await index.groupByColumn(toSearchQuery({ kind: 'all' }), column, MOST_LOOKED_AT);
    const values = groups.map(({ value }) => value);
    if (values.length === 0) return `No row has a ${column}.`;
    if (values.includes(text)) continue;
    const same = values.find((value) => value.toLowerCase() === text.toLowerCase());
    const near = same ? ` Did you mean '${same}'?` : suggestion(text, values);
    if (near) return `No row has the ${column} '${text}'.${near}`;
    const more = values.length > MOST_LISTED ? ', …' : '';
    return `No row has the ${column} '${text}'; there are: ${values.slice(0, MOST_LISTED).join(', ')}${more}.`;
  }
  return undefined;
}

/** Strings that the query compares with whole values of a column. */
function wordsOf(expression: Expression): { column: string; text: string }[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.flatMap(wordsOf);
    case 'compare': {
      const { column: name, operator, value } = expression;
      const column = columnNamed(name)!;
      if (operator !== '=' || value.type !== 'text' || isText(column) || UNIQUE.has(name)) return [];
      return [{ column: name, text: value.text }];
    }
    default:
      return [];
  }
}
