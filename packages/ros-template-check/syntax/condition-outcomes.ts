import { asCall } from './call';
import { type Fields, isFields, listOf } from './template';

/** Which conditions hold. */
export type World = ReadonlyMap<string, boolean>;

/** Above it not every combination is looked at, but each comparison by itself. */
const MAX_COMBINED = 5;

/** Comparisons that conditions are made of, the same one written twice counted once. */
function comparisonsOf(value: unknown, found: Set<string>): void {
  const call = asCall(value);
  if (call?.name === 'Fn::Equals') found.add(JSON.stringify(call.args));
  else if (call) for (const arg of listOf(call.args)) comparisonsOf(arg, found);
}

function holds(
  value: unknown,
  conditions: Fields,
  comparisons: Map<string, boolean>,
  depth: number,
): boolean {
  // A name, or a chain of names that never ends: the latter is a finding of its own.
  const name = isFields(value) ? value['Condition'] : value;
  if (typeof name === 'string') {
    return depth > 0 && holds(conditions[name], conditions, comparisons, depth - 1);
  }
  const call = asCall(value);
  const inner = listOf(call?.args);
  const every = (arg: unknown) => holds(arg, conditions, comparisons, depth);
  switch (call?.name) {
    case 'Fn::Equals':
      return comparisons.get(JSON.stringify(call.args)) ?? false;
    case 'Fn::And':
      return inner.every(every);
    case 'Fn::Or':
      return inner.some(every);
    case 'Fn::Not':
      return !inner.some(every);
    default:
      return value === true;
  }
}

function assignments(comparisons: string[]): Map<string, boolean>[] {
  const none = new Map(comparisons.map((one) => [one, false]));
  if (comparisons.length > MAX_COMBINED) {
    const all = new Map(comparisons.map((one) => [one, true]));
    return [none, all, ...comparisons.map((one) => new Map([...none, [one, true]]))];
  }
  return comparisons.reduce(
    (made, one) => made.flatMap((before) => [before, new Map([...before, [one, true]])]),
    [none],
  );
}

/**
 * Every way in which the conditions of a template can come out, whatever the parameters are: each comparison true and
 * false, and what is made of comparisons as they make it.
 */
export function worldsOf(conditions: Fields): World[] {
  const found = new Set<string>();
  for (const condition of Object.values(conditions)) comparisonsOf(condition, found);
  const names = Object.keys(conditions);
  return assignments([...found]).map(
    (comparisons) =>
      new Map(names.map((name) => [name, holds(conditions[name], conditions, comparisons, names.length)])),
  );
}
