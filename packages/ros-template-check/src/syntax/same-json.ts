/** Whether two values are the same JSON. The order of keys does not matter, and undefined values do not count. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  if (Array.isArray(left) && Array.isArray(right) && left.length !== right.length) return false;
  const own = (from: object, key: string): unknown =>
    Object.hasOwn(from, key) ? Reflect.get(from, key) : undefined;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameJson(own(left, key), own(right, key)));
}
