import type { z } from 'zod';
import { closestName } from './closest-name';
import { CONSTRUCT_PROPS } from './construct-props';
import { isCdkKey } from './context';
import { RULES } from './rules';
import { PROPS, type Props, SETTINGS, type Settings } from './schema';
import { typeOf } from './type-of';

/** Thrown with every violation at once: where, which rule, which value. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  constructor(readonly violations: string[]) {
    super(violations.join('\n'));
  }
}

/** How messages speak of what is read. */
interface Wording {
  /** As in `Invalid setting`. */
  kind: string;
  /** Put behind the name. */
  of?: string;
}

/** Objects of an app may refer to themselves and to everything else. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return value;
  const isOfClass = typeof value === 'object' && value !== null && !Array.isArray(value);
  const type = isOfClass ? (Object.getPrototypeOf(value)?.constructor?.name ?? 'Object') : 'Object';
  return type === 'Object' ? JSON.stringify(value) : `an object of ${type}`;
}

function violation({ kind, of = '' }: Wording, name: string, rule: string, value: unknown): string {
  return `Invalid ${kind} '${name}'${of}: ${rule}, '${shown(value)}' given.`;
}

function unknownName({ kind, of = '' }: Wording, name: string, names: string[]): string {
  const suggestion = closestName(name, names);
  return `Unknown ${kind} '${name}'${of}${suggestion ? `: did you mean '${suggestion}'?` : '.'}`;
}

/**
 * Reads values by their schema, with defaults for what is absent.
 * @param isKnownLater whether a value stands for one that is known when the stack is deployed, so that no limit can be
 * checked
 * @throws SettingsError with all violations
 */
function parse<Shape extends z.ZodRawShape>(
  shape: Shape,
  given: Record<string, unknown>,
  wording: Wording,
  isKnownLater: (name: string, value: unknown) => boolean = () => false,
): Record<string, unknown> {
  const names = Object.keys(shape);
  const violations = Object.keys(given)
    .filter((name) => !Object.hasOwn(shape, name))
    .map((name) => unknownName(wording, name, names));

  const values: Record<string, unknown> = {};
  const unchecked = new Set<string>();
  for (const [name, schema] of Object.entries(shape) as [string, z.ZodType][]) {
    if (isKnownLater(name, given[name])) {
      values[name] = given[name];
      unchecked.add(name);
      continue;
    }
    const result = schema.safeParse(given[name]);
    if (result.success) {
      values[name] = result.data;
    } else {
      unchecked.add(name);
      const rules = new Set(result.error.issues.map((issue) => issue.message));
      violations.push(...[...rules].map((rule) => violation(wording, name, rule, given[name])));
    }
  }

  const asGiven = { ...given, ...values };
  for (const rule of RULES) {
    const isUnchecked = [rule.at, ...rule.with].some((name) => unchecked.has(name));
    if (isUnchecked && !rule.excludes) continue;
    const broken = rule.broken(asGiven as unknown as Props);
    if (broken) violations.push(violation(wording, rule.at, broken, asGiven[rule.at]));
  }
  if (violations.length > 0) {
    throw new SettingsError(violations);
  }
  return values;
}

/**
 * Reads the settings from a CDK context, with defaults for what is absent.
 * @throws SettingsError with all violations: unknown names, broken limits, and settings that contradict each other
 */
export function parseSettings(context: Record<string, unknown>): Settings {
  const ours = Object.entries(context).filter(([name]) => !isCdkKey(name));
  return parse(SETTINGS.shape, Object.fromEntries(ours), { kind: 'setting' }) as Settings;
}

/** Objects of the app's are no texts, and of a kind that has no type to write. */
const isFreeText = (name: string): boolean =>
  !Object.hasOwn(CONSTRUCT_PROPS, name) && typeOf(PROPS.shape[name as keyof Props]) === 'string';

/**
 * Reads the props of a construct, with defaults for what is absent.
 * @param path of the construct, for messages
 * @param isToken whether a text stands for one that is known when the stack is deployed
 * @throws SettingsError with all violations: unknown names, broken limits, and props that contradict each other
 */
export function parseProps(
  props: object,
  path: string,
  isToken: (text: string) => boolean = () => false,
): Props {
  // Only free texts: what a choice decides, such as `removal`, is decided before the stack is deployed.
  const isKnownLater = (name: string, value: unknown) =>
    typeof value === 'string' && isFreeText(name) && isToken(value);
  return parse(PROPS.shape, { ...props }, { kind: 'prop', of: ` of '${path}'` }, isKnownLater) as Props;
}
