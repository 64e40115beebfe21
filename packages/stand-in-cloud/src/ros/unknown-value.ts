/** Stands for what only the creation of a resource will tell: its physical id, an attribute, anything made of them. */
export const UNKNOWN: unique symbol = Symbol('known after creation');

/** Stands for `ALIYUN::NoValue`: the property, element or key that holds it is left out. */
export const NO_VALUE: unique symbol = Symbol('ALIYUN::NoValue');

export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown);
}
