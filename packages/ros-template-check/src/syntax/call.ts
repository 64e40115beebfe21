import { isFields } from './template';

/** The function that an object with a single key stands for: `{ "Fn::Join": … }` or `{ "Ref": … }`. */
export interface Call {
  name: string;
  args: unknown;
}

export function asCall(value: unknown): Call | undefined {
  if (!isFields(value)) return undefined;
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return undefined;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, args: value[name] } : undefined;
}
