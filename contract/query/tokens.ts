import { QueryError, type Span } from './query-error';

export interface Token extends Span {
  /** `word` is text without quotes, `quoted` is text in quotes, `end` comes after the last token. */
  kind: 'word' | 'quoted' | 'operator' | 'punctuation' | 'end';
  /** For quoted text, the text between the quotes. */
  text: string;
}

const OPERATOR = /^(?:!=|<>|<=|>=|==|!~|=|<|>|~)/;
const SPACE = /^\s+/u;
/** Any characters except spaces, operators, parentheses, commas and quotes. */
const WORD = /^(?:[^\s()=!<>~,"']|!(?![=~]))+/u;
const QUOTED = /^"(?:[^"\\]|\\.)*"|^'(?:[^'\\]|\\.)*'/su;

/** Splits a query into tokens. The last one is always `end`. @throws QueryError when a quote is not closed */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let at = SPACE.exec(query)?.[0].length ?? 0;
  while (at < query.length) {
    const token = tokenAt(query, at);
    tokens.push(token);
    at = token.end;
    at += SPACE.exec(query.slice(at))?.[0].length ?? 0;
  }
  tokens.push({ kind: 'end', text: '', start: query.length, end: query.length });
  return tokens;
}

function tokenAt(query: string, start: number): Token {
  const rest = query.slice(start);
  const first = rest[0]!;
  if ('(),'.includes(first)) return { kind: 'punctuation', text: first, start, end: start + 1 };
  if (first === '"' || first === "'") {
    const quoted = QUOTED.exec(rest)?.[0];
    if (!quoted) throw new QueryError(`This ${first} is never closed.`, query, { start, end: start + 1 });
    const text = quoted.slice(1, -1).replace(/\\(.)/gsu, '$1');
    return { kind: 'quoted', text, start, end: start + quoted.length };
  }
  const operator = OPERATOR.exec(rest)?.[0];
  if (operator) return { kind: 'operator', text: operator, start, end: start + operator.length };
  const word = WORD.exec(rest)?.[0];
  return { kind: 'word', text: word ?? first, start, end: start + (word ?? first).length };
}
