import { FunctionError } from './function-error';
import { type Fields, isFields } from './template';

/** A part of the text of `Fn::Sub`: plain text, or the name between `${` and `}`. */
export type Piece = { literal: string } | { variable: string };

/**
 * Splits the text of `Fn::Sub`. `${!Name}` means the plain text `${Name}`.
 * @throws FunctionError for `${}`
 */
export function parseSubstitution(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  // Behind the last brace nothing matches, and each `${` there would be followed to the end of the text.
  const closed = text.slice(0, text.lastIndexOf('}') + 1);
  for (const match of closed.matchAll(/\$\{(!?)([^}]*)\}/g)) {
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

/** The text and the variables in the arguments of `Fn::Sub`; undefined when the arguments are wrong. */
export function substitutionOf(args: unknown): { text: string; variables: Fields } | undefined {
  const [text, variables, ...others] = Array.isArray(args) ? args : [args, {}];
  if (typeof text !== 'string' || !isFields(variables) || others.length > 0) return undefined;
  return { text, variables };
}

/** Splits `Resource.Attribute`. Names contain no dot. */
export function splitVariable(variable: string): { name: string; attribute?: string } {
  const dot = variable.indexOf('.');
  return dot < 0 ? { name: variable } : { name: variable.slice(0, dot), attribute: variable.slice(dot + 1) };
}
