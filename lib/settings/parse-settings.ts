import type { z } from 'zod';
import { suggestion } from '../../contract/suggestion';
import { CONSTRUCT_PROPS } from './construct-props';
import { isCdkKey } from './context';
import { RULES } from './rules';
import { PROPS, type Props, SETTINGS, type Settings } from './schema';
import { typeOf } from './type-of';

/**
 * Thrown with all violations at once. Each says where it is, which rule it breaks and which value was given.
 */
export class SettingsError extends Error {
  override name = 'SettingsError';
  constructor(readonly violations: string[]) {
    super(violations.join('\n'));
  }
}

/** The words that messages use for what is read. */
interface MessageWords {
  /** For example `setting` in `Invalid setting`. */
  kind: string;
  /** Text after the name. */
  of?: string;
}

/** How a message shows a value. An object of a class may contain itself, so only its class is named. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return value;
  const isOfClass = typeof value === 'object' && value !== null && !Array.isArray(value);
  const type = isOfClass ? (Object.getPrototypeOf(value)?.constructor?.name ?? 'Object') : 'Object';
  return type === 'Object' ? JSON.stringify(value) : `an object of ${type}`;
}

function violation({ kind, of = '' }: MessageWords, name: string, rule: string, value: unknown): string {
  return `Invalid ${kind} '${name}'${of}: ${rule}, '${shown(value)}' given.`;
}

function unknownName({ kind, of = '' }: MessageWords, name: string, names: string[]): string {
  return `Unknown ${kind} '${name}'${of}.${suggestion(name, names)}`;
}

/**
 * Reads values with their schema, and adds defaults for missing values.
 * @param isKnownLater returns true for a value that is only known when the stack is deployed, so that its
 * limits cannot be checked
 * @throws SettingsError with all violations
 */
function parse<Shape extends z.ZodRawShape>(
  shape: Shape,
  given: Record<string, unknown>,
  wording: MessageWords,
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
 * Reads the settings from a CDK context, and adds defaults for missing settings.
 * @throws SettingsError with all violations: unknown names, broken limits, and settings that contradict each
 * other
 */
export function parseSettings(context: Record<string, unknown>): Settings {
  const ours = Object.entries(context).filter(([name]) => !isCdkKey(name));
  return parse(SETTINGS.shape, Object.fromEntries(ours), { kind: 'setting' }) as Settings;
}

/** True when the value may be any text. Props that are objects of the app have no such type. */
const isFreeText = (name: string): boolean =>
  !Object.hasOwn(CONSTRUCT_PROPS, name) &&
  ['string', 'string[]'].includes(typeOf(PROPS.shape[name as keyof Props]));

/**
 * Reads the props of a construct, and adds defaults for missing props.
 * @param path of the construct, for messages
 * @param isToken returns true for a text whose value is only known when the stack is deployed
 * @throws SettingsError with all violations: unknown names, broken limits, and props that contradict each
 * other
 */
export function parseProps(
  props: object,
  path: string,
  isToken: (text: string) => boolean = () => false,
): Props {
  // Only free texts can be known later. A choice such as `removal` must be known before the stack is
  // deployed.
  const isKnownLater = (name: string, value: unknown) =>
    isFreeText(name) && [value].flat().some((text) => typeof text === 'string' && isToken(text));
  return parse(PROPS.shape, { ...props }, { kind: 'prop', of: ` of '${path}'` }, isKnownLater) as Props;
}
