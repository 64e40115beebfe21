import type { z } from 'zod';

/** The part of zod's schema description that is used here. */
interface Definition {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  out?: z.ZodType;
  options?: z.ZodType[];
  values?: unknown[];
  entries?: Record<string, string>;
}

const literal = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value));

const arrayOf = (type: string): string => (type.includes(' | ') ? `(${type})[]` : `${type}[]`);

/**
 * The type of a setting in TypeScript, such as `'SSD' | 'HYBRID'`.
 * @throws Error for a kind of schema that no setting uses
 */
export function typeOf(schema: z.ZodType): string {
  const { type, innerType, element, out, options, values, entries } = schema.def as unknown as Definition;
  switch (type) {
    case 'optional':
    case 'default':
      return typeOf(innerType!);
    case 'pipe':
      return typeOf(out!);
    case 'union':
      return options!.map(typeOf).join(' | ');
    case 'literal':
      return values!.map(literal).join(' | ');
    case 'enum':
      return Object.values(entries!).map(literal).join(' | ');
    case 'array':
      return arrayOf(typeOf(element!));
    case 'record':
      return 'Record<string, string>';
    case 'string':
    case 'number':
    case 'boolean':
      return type;
    default:
      throw new Error(`A setting must not be of the kind '${type}': its type cannot be written.`);
  }
}
