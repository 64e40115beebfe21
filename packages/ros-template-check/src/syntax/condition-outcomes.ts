import { asCall } from './call';
import { Conditions } from './conditions';
import { LOGICAL_FUNCTIONS } from './functions';
import { type Fields, listOf } from './template';

/** One possible outcome: for each condition, by name, whether it is true. */
export type ConditionOutcome = ReadonlyMap<string, boolean>;

/** With more comparisons than this, combinations are too many: each comparison is then tried alone. */
const MAX_COMBINED = 5;

const OPERATORS = ['Fn::And', 'Fn::Or', 'Fn::Not'];

/** Collects the comparisons inside a condition. Equal ones are counted once. */
function comparisonsOf(value: unknown, found: Set<string>): void {
  const call = asCall(value);
  if (!call) return;
  if (OPERATORS.includes(call.name)) for (const arg of listOf(call.args)) comparisonsOf(arg, found);
  else if (LOGICAL_FUNCTIONS.has(call.name)) found.add(JSON.stringify(call));
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
 * All possible outcomes of the conditions of a template. Each comparison, such as `Fn::Equals`, can be true or false;
 * `Fn::And`, `Fn::Or` and `Fn::Not` follow from these.
 */
export function conditionOutcomes(conditions: Fields): ConditionOutcome[] {
  const found = new Set<string>();
  for (const condition of Object.values(conditions)) comparisonsOf(condition, found);
  return assignments([...found]).map((comparisons) => {
    const settled = new Conditions(conditions, (call) => comparisons.get(JSON.stringify(call)) ?? false);
    return new Map(Object.keys(conditions).map((name) => [name, settled.holds(name)]));
  });
}
