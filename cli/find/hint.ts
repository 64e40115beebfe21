import { TRACK_KINDS } from '../../contract/columns';
import type { Expression } from '../../contract/query/ast';
import { columnNamed, isSortable, isText, shortName } from '../../contract/query/columns';
import { printQuery } from '../../contract/query/print';
import { suggestion } from '../../contract/suggestion';
import type { MediaIndex } from '../search/media-index';
import { toSearchQuery } from '../search/to-search-query';

/** Most values in a hint. If a column has more distinct values, people do not know them by heart. */
const MOST_LISTED = 8;
const MOST_LOOKED_AT = 100;

/** Columns whose values differ in every row. */
const UNIQUE = new Set(['Key', 'ObjectKey', 'ETag', 'Crc64', 'VersionId', 'RequestId']);

type Part<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/**
 * Why nothing was found: what the query should say, or that there are no rows at all.
 * @param nothing what to say first. @default 'Nothing found.'
 */
export async function wordsForNothing(
  index: MediaIndex,
  expression: Expression,
  nothing = 'Nothing found.',
): Promise<string> {
  if (expression.kind === 'all') {
    return (
      'The table has no rows yet. An object that is put into the bucket has its row a few seconds later; ' +
      'objects that were there before get theirs by `media backfill`.'
    );
  }
  const hint = await hintForNothing(index, expression);
  return hint ? `${nothing} ${hint}` : nothing;
}

/**
 * Explains why a query may have found nothing: values must be written as MediaInfo writes them, so `hevc`
 * does not find `HEVC`. Undefined when each part of the query by itself finds something.
 */
export async function hintForNothing(index: MediaIndex, expression: Expression): Promise<string | undefined> {
  const found = async (part: Expression): Promise<boolean> => (await index.count(toSearchQuery(part))) > 0;
  for (const part of partsOf(expression)) {
    const hint =
      part.kind === 'near'
        ? await hintForPlace(part, found)
        : part.kind === 'track'
          ? await hintForTrack(index, part, found)
          : await hintForWord(index, part);
    if (hint) return hint;
  }
  return undefined;
}

/** What must hold, or is one of several that may. What must not hold is no reason. */
function partsOf(expression: Expression): Expression[] {
  const { kind } = expression;
  if (kind === 'and' || kind === 'or') return expression.operands.flatMap(partsOf);
  return kind === 'all' || kind === 'not' ? [] : [expression];
}

async function hintForWord(index: MediaIndex, part: Expression): Promise<string | undefined> {
  // Only what is compared with whole values of a column.
  if (part.kind !== 'compare' || part.operator !== '=' || part.value.type !== 'text') return undefined;
  const { column, value } = part;
  if (isText(columnNamed(column)!) || UNIQUE.has(column)) return undefined;
  const values = await valuesOf(index, column);
  if (values.length === 0) return `No row has the column ${column}.`;
  if (values.includes(value.text)) return undefined;
  return `No row has the ${column} '${value.text}'${instead(value.text, values)}`;
}

async function hintForPlace(
  part: Part<'near'>,
  found: (part: Expression) => Promise<boolean>,
): Promise<string | undefined> {
  const { column } = part;
  if (!(await found({ kind: 'has', column, present: true }))) return `No row has the column ${column}.`;
  if (await found(part)) return undefined;
  return `No ${column} is that near to latitude ${part.latitude}, longitude ${part.longitude}.`;
}

async function hintForTrack(
  index: MediaIndex,
  part: Part<'track'>,
  found: (part: Expression) => Promise<boolean>,
): Promise<string | undefined> {
  const { track, operand } = part;
  const alone = (one: Expression): Expression => ({ kind: 'track', track, operand: one });
  if (!(await found(alone({ kind: 'all' })))) {
    return `No row has any ${track} track.`;
  }
  for (const one of partsOf(operand)) {
    if (await found(alone(one))) continue;
    const hint = `No ${track} track fulfils ${printQuery(one)}`;
    if (one.kind !== 'compare' || one.operator !== '=' || one.value.type !== 'text') return `${hint}.`;
    // Some fields have a column with the values of all tracks of the kind, such as AudioLanguages.
    const column = columnNamed(`${TRACK_KINDS[track]}${shortName(one.column)}s`);
    const values = column?.type === 'list' && isSortable(column) ? await valuesOf(index, column.name) : [];
    return `${hint}${values.length > 0 ? instead(one.value.text, values) : '.'}`;
  }
  if (operand.kind !== 'and' || (await found(part))) return undefined;
  return `No single ${track} track fulfils all of ${printQuery(operand)}.`;
}

const valuesOf = async (index: MediaIndex, column: string): Promise<string[]> =>
  (await index.groupByColumn(toSearchQuery({ kind: 'all' }), column, MOST_LOOKED_AT)).map(
    ({ value }) => value,
  );

/** The end of a sentence about a value that is not there: what is. */
function instead(text: string, values: readonly string[]): string {
  const same = values.find((value) => value.toLowerCase() === text.toLowerCase());
  const near = same ? ` Did you mean '${same}'?` : suggestion(text, values);
  if (near) return `.${near}`;
  const more = values.length > MOST_LISTED ? ', …' : '';
  return `; there are: ${values.slice(0, MOST_LISTED).join(', ')}${more}.`;
}
