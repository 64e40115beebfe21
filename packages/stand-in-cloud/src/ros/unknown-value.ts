/** A value that is known only after the creation of a resource: its id, an attribute, or a value made of these. */
export const UNKNOWN: unique symbol = Symbol('known after creation');

/** The value of `ALIYUN::NoValue`: the property, element or key with this value is left out. */
export const NO_VALUE: unique symbol = Symbol('ALIYUN::NoValue');

export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown);
}
