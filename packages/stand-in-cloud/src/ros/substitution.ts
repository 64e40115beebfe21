import { FunctionError } from './function-error';

/** A piece of a `Fn::Sub` text: plain text, or the name between `${` and `}`. */
type Piece = { literal: string } | { variable: string };

/** Splits the text of `Fn::Sub`. `${!Name}` gives the text `${Name}`. */
export function parseSubstitution(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{(!?)([^}]*)\}/g)) {
    pieces.push({ literal: text.slice(end, match.index) });
    const [whole, escaped, inner = ''] = match;
    if (escaped) pieces.push({ literal: `\${${inner}}` });
    else if (inner.trim() === '') throw new FunctionError(`"${whole}" names nothing`);
    else pieces.push({ variable: inner.trim() });
    end = match.index + whole.length;
  }
  pieces.push({ literal: text.slice(end) });
  return pieces;
}

/** The two forms of `Fn::Sub`: a text, or a text and a map of variables of its own. */
export function substitutionArguments(args: unknown): { text: string; variables: Record<string, unknown> } {
  if (typeof args === 'string') return { text: args, variables: {} };
  const [text, variables, ...rest] = Array.isArray(args) ? args : [];
  const isMap = typeof variables === 'object' && variables !== null && !Array.isArray(variables);
  if (typeof text !== 'string' || !isMap || rest.length > 0) {
    throw new FunctionError('takes a text, or a list of a text and a map of variables');
  }
  return { text, variables: variables as Record<string, unknown> };
}

/** `Resource.Attribute` or a plain name. Pseudo parameters hold colons, never a dot. */
export function splitVariable(variable: string): { name: string; attribute?: string } {
  const dot = variable.indexOf('.');
  return dot < 0 ? { name: variable } : { name: variable.slice(0, dot), attribute: variable.slice(dot + 1) };
}
