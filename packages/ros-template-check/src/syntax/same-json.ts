/** Whether two values stand for the same JSON, whatever the order of their keys. A key without a value is no key. */
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
