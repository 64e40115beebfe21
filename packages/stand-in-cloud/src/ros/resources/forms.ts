import { createHash } from 'node:crypto';
import type { limits } from 'ros-template-check';
import * as z from 'zod';
import type { ResourceContext } from '../provider';

/** Text. ROS converts numbers to text: its own examples write policy versions as numbers. */
export const text = () =>
  z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string());

/** A number. ROS converts text of digits, which functions and parameters of type String give. */
function numeric<T extends z.ZodType>(schema: T) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value),
    schema,
  );
}

export const number = () => numeric(z.number());

/** A whole number in a range. The service itself refuses what is between its steps. */
export const integer = ({ min, max }: limits.Range) => numeric(z.number().int().min(min).max(max));

/** Text of at most so many characters. */
export const textUpTo = (longest: number) => text().pipe(z.string().max(longest));

export const textLike = (pattern: RegExp) => text().pipe(z.string().regex(pattern));

/** A Boolean, or the text `true` or `false`. */
export const flag = () =>
  z.preprocess((value) => {
    if (value === 'true' || value === 'True') return true;
    return value === 'false' || value === 'False' ? false : value;
  }, z.boolean());

/** A property of the real type that has no effect here: it is refused by name. */
export const unsupported = () =>
  z
    .unknown()
    .refine((value) => value === undefined, 'the type has it, but this stand-in cannot give it effect')
    .optional();

/** The same for a Boolean property, which may be false. */
export const unsupportedFlag = () =>
  flag()
    .refine((on) => !on, 'this stand-in cannot give it effect')
    .optional();

/** A list of tags, at most 20. */
export const tagList = () =>
  z
    .array(z.strictObject({ Key: text(), Value: text().optional() }))
    .max(20)
    .optional();

export function tagsToRecord(
  tags: readonly { Key: string; Value?: string }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ Key, Value = '' }) => [Key, Value]));
}

/** Replaces an id that the service makes up. It is the same for the same resource, so that runs can be compared. */
export function serviceId({ stackId, logicalId }: ResourceContext): string {
  const hex = createHash('sha256').update(`${stackId}/${logicalId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
