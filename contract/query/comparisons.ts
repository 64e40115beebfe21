import type { Column } from '../columns';
import type { Operator, Value } from './ast';
import { isText, shortName } from './columns';
import { kindOf } from './values';

const NUMBERS: Operator[] = ['=', '!=', '<', '<=', '>', '>='];

/** Limits of the search index: characters of a wildcard, bytes of a prefix. */
const MAX_WILDCARD_CHARACTERS = 32;
const MAX_PREFIX_BYTES = 1_000;

function operatorsOf(column: Column): Operator[] {
  if (isText(column)) return ['~', '!~'];
  switch (column.type) {
    case 'integer':
    case 'double':
    case 'time':
      return NUMBERS;
    case 'boolean':
      return ['=', '!='];
    case 'list':
      return ['=', '!=', '~', '!~', 'like', 'not like'];
    default:
      return [...NUMBERS, '~', '!~', 'like', 'not like'];
  }
}

/** Why the column cannot be compared like this; undefined when it can. */
export function problemOfComparison(column: Column, operator: Operator, value?: Value): string | undefined {
  const name = shortName(column.name);
  if (column.type === 'position')
    return `'${name}' is ${kindOf(column)}: ask 'near(${name}, 31.2, 121.5, 10km)' or 'has ${name}'.`;
  const offered = operatorsOf(column);
  if (!offered.includes(operator)) {
    const words = isText(column) ? ', which is found by its words' : '';
    const list = offered.map((one) => `'${one}'`).join(', ');
    return `'${name}' is ${kindOf(column)}${words}: ${list} can be used here, not '${operator}'.`;
  }
  if (value?.type !== 'text') return undefined;
  const { text } = value;
  if (text === '') return `Nothing is stored as empty: use 'no ${name}'.`;
  if (operator === 'like' || operator === 'not like') return problemOfPattern(text);
  if (isText(column) || (operator !== '~' && operator !== '!~')) return undefined;
  if (/[*?]/.test(text)) return "'~' finds a part as it stands: for '*' and '?' use 'like'.";
  return problemOfPattern(`*${text}*`);
}

function problemOfPattern(pattern: string): string | undefined {
  const prefix = prefixOf(pattern);
  if (prefix !== undefined) {
    const bytes = Buffer.byteLength(prefix);
    return bytes > MAX_PREFIX_BYTES
      ? `A beginning has at most ${MAX_PREFIX_BYTES} bytes, ${bytes} given.`
      : undefined;
  }
  const { length } = [...pattern];
  return length > MAX_WILDCARD_CHARACTERS
    ? `The search index takes patterns of at most ${MAX_WILDCARD_CHARACTERS} characters, '${pattern}' has ${length}.`
    : undefined;
}

/** The text before the `*`, if the pattern only searches for a beginning. */
export function prefixOf(pattern: string): string | undefined {
  return /^[^*?]+\*$/su.test(pattern) ? pattern.slice(0, -1) : undefined;
}
