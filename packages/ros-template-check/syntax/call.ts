import { isFields } from './template';

/** The function that an object with a single key stands for: `{ "Fn::Join": … }` or `{ "Ref": … }`. */
export interface Call {
  name: string;
  args: unknown;
}

export function asCall(value: unknown): Call | undefined {
  if (!isFields(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) return undefined;
  const [name, args] = entry;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, args } : undefined;
}

/** Text and own variables of both forms of `Fn::Sub`. */
export function substitutionOf(
  args: unknown,
): { text: string; variables: Record<string, unknown> } | undefined {
  const [text, variables] = Array.isArray(args) ? args : [args, {}];
  return typeof text === 'string' && isFields(variables) ? { text, variables } : undefined;
}

/** `${Name}`, `${Name.Attribute}`; `${!Name}` is a literal and has no name here. */
export const VARIABLE = /\$\{(!?)([^}]*)\}/g;

/** `Resource.Attribute` apart: a name has no dot. */
export function splitVariable(variable: string): { name: string; attribute?: string } {
  const at = variable.indexOf('.');
  return at < 0 ? { name: variable } : { name: variable.slice(0, at), attribute: variable.slice(at + 1) };
}
