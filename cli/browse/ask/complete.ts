import type { Column } from '../../../contract/columns';
import { TRACK_KINDS } from '../../../contract/columns';
import {
  columnNamed,
  isSortable,
  SEARCHABLE_COLUMNS,
  TRACK_COLUMN_NAMES,
  trackColumnNamed,
} from '../../../contract/query/columns';
import { printQuery } from '../../../contract/query/print';
import { QueryError } from '../../../contract/query/query-error';
import { type Token, tokensOf } from '../../../contract/query/tokens';
import { exampleOf, kindOf } from '../../../contract/query/values';
import type { MediaIndex } from '../../search/media-index';
import { toSearchQuery } from '../../search/to-search-query';

/** What may stand at a place of a query. */
export interface Suggestion {
  /** What it puts in the place of the word. */
  insert: string;
  /** What it is, for a person. */
  about: string;
}

export interface Completion {
  /** The part of the query that a suggestion replaces. */
  start: number;
  end: number;
  suggestions: Suggestion[];
}

const MOST = 12;
/** Values of a column that are looked through. */
const MOST_VALUES = 200;
const LINKING = ['and', 'or'].map((word) => ({ insert: `${word} `, about: 'links conditions' }));
const TIMES = [
  { insert: 'today', about: 'in UTC' },
  { insert: '-1d', about: 'a day ago' },
  { insert: '-7d', about: 'a week ago' },
  { insert: '-30d', about: '30 days ago' },
];

/** Suggests columns, operators or values for the word that ends at a place in a query. */
export async function completionAt(query: string, at: number, index: MediaIndex): Promise<Completion> {
  const tokens = tokensBefore(query, at);
  const last = tokens.at(-1);
  const isTyping = last?.end === at && (last.kind === 'word' || last.kind === 'quoted');
  const [before, typed] = isTyping ? [tokens.slice(0, -1), last.text] : [tokens, ''];
  const start = isTyping ? last.start : at;
  const suggestions = await suggestionsFor(before, typed, index);
  return { start, end: at, suggestions: suggestions.slice(0, MOST) };
}

/** The tokens up to a place; a quote that is open there is a word that is being typed. */
function tokensBefore(query: string, at: number): Token[] {
  const text = query.slice(0, at);
  try {
    return tokensOf(text).slice(0, -1);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const { start } = error.span;
    const open: Token = { kind: 'quoted', text: text.slice(start + 1), start, end: at };
    return [...tokensOf(text.slice(0, start)).slice(0, -1), open];
  }
}

async function suggestionsFor(before: Token[], typed: string, index: MediaIndex): Promise<Suggestion[]> {
  const inTrack = isInTrack(before);
  const named = (token: Token | undefined): Column | undefined =>
    token?.kind === 'word' ? (inTrack ? trackColumnNamed : columnNamed)(token.text) : undefined;
  const [previous, second] = [before.at(-1), before.at(-2)];
  if (previous?.kind === 'operator') return valuesOf(named(second), typed, index);
  const list = listBefore(before);
  if (list !== undefined) return valuesOf(named(before[list]), typed, index);
  const column = named(previous);
  const isAsked = second?.kind === 'word' && /^(has|no|exists|missing)$/i.test(second.text);
  if (column && !isAsked) return typed ? [] : operatorsOf(column);
  if (previous && (previous.text === ')' || isAsked || second?.kind === 'operator'))
    return fitting(LINKING, typed);
  return fitting(inTrack ? TRACK_NAMES : NAMES, typed);
}

const about = (column: Column): string => `${kindOf(column)}. ${column.description}`;
const HAS = { insert: 'has ', about: 'the column has a value' };
const NO = { insert: 'no ', about: 'the column has no value' };
const NAMES: Suggestion[] = [
  ...SEARCHABLE_COLUMNS.map((column) => ({ insert: column.name, about: about(column) })),
  ...Object.keys(TRACK_KINDS).map((word) => ({ insert: `${word}(`, about: 'one track fulfils all of it' })),
  ...[HAS, NO, { insert: 'not ', about: 'everything else' }],
];
const TRACK_NAMES: Suggestion[] = TRACK_COLUMN_NAMES.map((name) => ({
  insert: name,
  about: about(trackColumnNamed(name)!),
}));

/** Suggestions that begin with what was typed, then those that contain it elsewhere; case does not matter. */
function fitting(suggestions: readonly Suggestion[], typed: string): Suggestion[] {
  const wanted = typed.toLowerCase();
  const place = ({ insert }: Suggestion): number => insert.toLowerCase().indexOf(wanted);
  const found = suggestions.filter((one) => place(one) >= 0 && one.insert.trim().toLowerCase() !== wanted);
  return [...found.filter((one) => place(one) === 0), ...found.filter((one) => place(one) > 0)];
}

function operatorsOf(column: Column): Suggestion[] {
  const example = exampleOf(column);
  const operators = ['integer', 'double', 'time'].includes(column.type)
    ? ['>=', '<=', '=']
    : ['=', '~', '!='];
  return operators.map((insert) => ({ insert, about: `such as ${column.name}${insert}${example}` }));
}

async function valuesOf(column: Column | undefined, typed: string, index: MediaIndex): Promise<Suggestion[]> {
  if (!column) return [];
  if (column.type === 'boolean')
    return fitting(
      [
        { insert: 'true', about: '' },
        { insert: 'false', about: '' },
      ],
      typed,
    );
  if (column.type === 'time') return fitting(TIMES, typed);
  // Statistics know no tracks.
  if (column.unit || !isSortable(column) || !columnNamed(column.name)) return [];
  const groups = await index.groupByColumn(toSearchQuery({ kind: 'all' }), column.name, MOST_VALUES);
  const wanted = typed.toLowerCase();
  return groups
    .filter(({ value }) => value.toLowerCase().includes(wanted) && value !== typed)
    .map(({ value, objects }) => ({
      insert: written(column, value),
      about: objects.toLocaleString('en-US'),
    }));
}

/** A value as a query has it, in quotes where it needs them. */
function written(column: Column, text: string): string {
  const value = { type: 'text', text } as const;
  const condition = printQuery({ kind: 'compare', column: 'Key', operator: '=', value });
  return column.type === 'string' || column.type === 'list' ? condition.slice('Key='.length) : text;
}

/** Whether the last parenthesis that is open is that of a track. */
function isInTrack(tokens: Token[]): boolean {
  const open: boolean[] = [];
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind !== 'punctuation') continue;
    if (text === '(') open.push(Object.hasOwn(TRACK_KINDS, tokens[i - 1]?.text.toLowerCase() ?? ''));
    if (text === ')') open.pop();
  }
  return open.includes(true);
}

/** Where the column stands whose list of values, `in (`, is open at the end. */
function listBefore(tokens: Token[]): number | undefined {
  const open = tokens.findLastIndex(({ kind, text }) => kind === 'punctuation' && '()'.includes(text));
  const isOpen = tokens[open]?.text === '(' && tokens[open - 1]?.text.toLowerCase() === 'in';
  if (!isOpen || (open < tokens.length - 1 && tokens.at(-1)?.text !== ',')) return undefined;
  return open - (tokens[open - 2]?.text.toLowerCase() === 'not' ? 3 : 2);
}
