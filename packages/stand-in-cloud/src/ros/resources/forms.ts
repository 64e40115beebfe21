import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ResourceContext } from '../provider';

/** ROS turns numbers into text where a property wants text: its own examples write policy versions as numbers. */
export const text = () =>
  z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string());

/** ROS turns digits into a number, as functions and parameters of type String give them. */
function numeric<T extends z.ZodType>(schema: T) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value),
    schema,
  );
}

export const number = () => numeric(z.number());

export const integer = (min: number, max: number) => numeric(z.number().int().min(min).max(max));

/** True, false, or their names. */
export const flag = () =>
  z.preprocess((value) => {
    if (value === 'true' || value === 'True') return true;
    return value === 'false' || value === 'False' ? false : value;
  }, z.boolean());

/** A property that the real type has and no service here gives effect to: refused by name, never passed over. */
export const unsupported = () =>
  z
    .unknown()
    .refine((value) => value === undefined, 'the type has it, but this stand-in cannot give it effect')
    .optional();

/** The same for a switch that may be off. */
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

/** An id that the service would make up: the same for the same resource, so that runs can be compared. */
export function serviceId({ stackId, logicalId }: ResourceContext): string {
  const hex = createHash('sha256').update(`${stackId}/${logicalId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
