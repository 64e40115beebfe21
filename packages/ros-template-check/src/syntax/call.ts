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
