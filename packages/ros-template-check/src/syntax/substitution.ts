import { FunctionError } from './function-error';
import { type Fields, isFields } from './template';

/** A piece of a `Fn::Sub` text: letters as they stand, or the name between `${` and `}`. */
export type Piece = { literal: string } | { variable: string };

/**
 * Splits the text of `Fn::Sub`. `${!Name}` stands for the text `${Name}`.
 * @throws FunctionError for `${}`
 */
export function parseSubstitution(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{(!?)([^}]*)\}/g)) {
    pieces.push({ literal: text.slice(end, match.index) });
    const [whole, escaped, inner = ''] = match;
    if (escaped) pieces.push({ literal: `\${${inner}}` });
    else if (inner.trim() === '') throw new FunctionError(`must name something in '${whole}'`);
    else pieces.push({ variable: inner.trim() });
    end = match.index + whole.length;
  }
  pieces.push({ literal: text.slice(end) });
  return pieces;
}

/** Text and own variables of both forms of `Fn::Sub`; undefined for any other form. */
export function substitutionOf(args: unknown): { text: string; variables: Fields } | undefined {
  const [text, variables, ...others] = Array.isArray(args) ? args : [args, {}];
  if (typeof text !== 'string' || !isFields(variables) || others.length > 0) return undefined;
  return { text, variables };
}

/** `Resource.Attribute` in two. Pseudo parameters hold colons, and no name holds a dot. */
export function splitVariable(variable: string): { name: string; attribute?: string } {
  const dot = variable.indexOf('.');
  return dot < 0 ? { name: variable } : { name: variable.slice(0, dot), attribute: variable.slice(dot + 1) };
}
