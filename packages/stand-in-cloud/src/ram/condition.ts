import { matchesWildcard } from 'ros-template-check';
import { isInIpRange, isIpRange } from './ip-range';

/** What is known of a request besides its action and resource, by condition key such as `acs:SourceIp`. */
export type RequestContext = Readonly<Record<string, string>>;

/** By operator and condition key: the values, of which one must match. */
export type PolicyConditions = Record<string, Record<string, string[]>>;

interface Operator {
  /** Whether a value in a policy is valid for the operator. */
  accepts(value: string): boolean;
  holds(wanted: string, given: string): boolean;
  /** A negative operator holds when no value matches; also when the request lacks the key. */
  negative?: boolean;
  /** True for operators with only one value per key. */
  single?: boolean;
}

const anything = () => true;
const isNumber = (value: string) => value.trim() !== '' && Number.isFinite(Number(value));
const isDate = (value: string) => /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value));
const isBoolean = (value: string) => /^(true|false)$/i.test(value);

const equals = (wanted: string, given: string) => wanted === given;
const equalsIgnoreCase = (wanted: string, given: string) => wanted.toLowerCase() === given.toLowerCase();

type Compare = (given: number, wanted: number) => boolean;
const COMPARISONS: Record<string, Compare> = {
  LessThan: (given, wanted) => given < wanted,
  LessThanEquals: (given, wanted) => given <= wanted,
  GreaterThan: (given, wanted) => given > wanted,
  GreaterThanEquals: (given, wanted) => given >= wanted,
};

function ordered(prefix: string, accepts: Operator['accepts'], parse: (value: string) => number) {
  const same: Operator['holds'] = (wanted, given) => parse(given) === parse(wanted);
  return {
    [`${prefix}Equals`]: { accepts, holds: same },
    [`${prefix}NotEquals`]: { accepts, holds: same, negative: true },
    ...Object.fromEntries(
      Object.entries(COMPARISONS).map(([name, compare]) => [
        `${prefix}${name}`,
        { accepts, holds: (wanted: string, given: string) => compare(parse(given), parse(wanted)) },
      ]),
    ),
  };
}

const OPERATORS = new Map<string, Operator>(
  Object.entries({
    StringEquals: { accepts: anything, holds: equals },
    StringNotEquals: { accepts: anything, holds: equals, negative: true },
    StringEqualsIgnoreCase: { accepts: anything, holds: equalsIgnoreCase },
    StringNotEqualsIgnoreCase: { accepts: anything, holds: equalsIgnoreCase, negative: true },
    StringLike: { accepts: anything, holds: matchesWildcard },
    StringNotLike: { accepts: anything, holds: matchesWildcard, negative: true },
    ...ordered('Numeric', isNumber, Number),
    ...ordered('Date', isDate, Date.parse),
    Bool: { accepts: isBoolean, holds: equalsIgnoreCase, single: true },
    IpAddress: { accepts: isIpRange, holds: isInIpRange },
    NotIpAddress: { accepts: isIpRange, holds: isInIpRange, negative: true },
  } satisfies Record<string, Operator>),
);

/** @returns what is wrong with an operator's values for a key, or undefined */
export function conditionFault(operator: string, key: string, values: string[]): string | undefined {
  const known = OPERATORS.get(operator);
  if (!known) return `unknown condition operator "${operator}"`;
  if (!/^[A-Za-z0-9-]+:\S+$/.test(key)) return `condition key "${key}" is not of the form SERVICE:KEY`;
  if (values.length === 0) return `condition key "${key}" has no value`;
  if (known.single && values.length > 1) return `condition key "${key}" takes one value with ${operator}`;
  const bad = values.find((value) => !known.accepts(value));
  return bad === undefined ? undefined : `"${bad}" is no value for ${operator}`;
}

/** All operators and all keys must hold; of a key's values one is enough. Condition keys ignore case. */
export function conditionsHold(conditions: PolicyConditions, context: RequestContext): boolean {
  const given = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(conditions).every(([name, keys]) => {
    const operator = OPERATORS.get(name);
    if (!operator) throw new Error(`Condition operator ${name} came past the check of its policy.`);
    return Object.entries(keys).every(([key, values]) => {
      const value = given.get(key.toLowerCase());
      if (value === undefined) return operator.negative === true;
      return values.some((wanted) => operator.holds(wanted, value)) !== (operator.negative === true);
    });
  });
}
