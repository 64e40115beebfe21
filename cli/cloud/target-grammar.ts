import { NAME_RULES, type NameRule } from '../../contract/resource-names';
import { suggestion } from '../../contract/suggestion';
import { UsageError } from '../program/errors';
import { REGIONS } from './regions';

/** A value and where it stands, such as `output 'Region' in 'stack.outputs.json'`. */
export interface Told {
  value: unknown;
  from: string;
}

/** What a target is made of. Most of it becomes part of an address that signed requests go to. */
export const TARGET_FIELDS = [
  ...['region', 'bucket', 'instance', 'table', 'index', 'service', 'function', 'accountId'],
  ...['ossEndpoint', 'tablestoreEndpoint', 'fcEndpoint', 'logEndpoint'],
  ...['logProject', 'logStore'],
] as const;

interface Grammar {
  rule: string;
  isValid(text: string): boolean;
  /** Names of which one may be meant. */
  names?: readonly string[];
}

const byPattern = ({ pattern, rule }: NameRule): Grammar => ({ rule, isValid: (text) => pattern.test(text) });

const ENDPOINT: Grammar = {
  rule: 'http:// or https:// and a host, with a port or without, and nothing behind',
  isValid: isEndpoint,
};

const GRAMMARS: Record<string, Grammar> = {
  region: {
    ...byPattern({
      pattern: /^[a-z]{2}(-[a-z0-9]{1,20}){1,4}$/,
      rule: 'a region such as cn-hangzhou',
    }),
    names: REGIONS,
  },
  bucket: byPattern(NAME_RULES.bucket),
  instance: byPattern(NAME_RULES.instance),
  table: byPattern(NAME_RULES.table),
  // Tablestore has one grammar for tables and indexes.
  index: byPattern(NAME_RULES.table),
  service: byPattern(NAME_RULES.service),
  function: byPattern(NAME_RULES.function),
  accountId: byPattern({ pattern: /^\d{1,20}$/, rule: 'an account id of 1–20 digits' }),
  ossEndpoint: ENDPOINT,
  tablestoreEndpoint: ENDPOINT,
  fcEndpoint: ENDPOINT,
  logEndpoint: ENDPOINT,
  logProject: byPattern(NAME_RULES.logProject),
  logStore: byPattern(NAME_RULES.logStore),
};

/** Whether a text is an address of a service, which has no path, no user and nothing else in which a host could hide. */
function isEndpoint(text: string): boolean {
  if (!/^https?:\/\/(\[[0-9a-f:]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?\/?$/i.test(text)) return false;
  return URL.canParse(text);
}

/** The rule that a value of a field breaks, if it does. */
export function brokenRule(field: string, value: unknown): string | undefined {
  const grammar = GRAMMARS[field]!;
  return typeof value === 'string' && grammar.isValid(value) ? undefined : grammar.rule;
}

/** What is wrong with a value, if anything is. @param from where it stands, such as `--region` */
export function violation(field: string, { value, from }: Told): string | undefined {
  const rule = brokenRule(field, value);
  if (rule === undefined) return undefined;
  const given = String(value);
  return `${from}: must be ${rule}, '${given}' given.${suggestion(given, GRAMMARS[field]?.names ?? [])}`;
}

/**
 * The values of the fields that are there, once each of them fits its grammar: nothing signed goes to an address that
 * was made of anything else.
 * @throws UsageError with all violations
 */
export function checkedFields(told: Record<string, Told | undefined>): Record<string, string> {
  const problems: string[] = [];
  const values: Record<string, string> = {};
  for (const field of TARGET_FIELDS) {
    const one = told[field];
    if (one === undefined) continue;
    const problem = violation(field, one);
    if (problem) problems.push(problem);
    else values[field] = one.value as string;
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return values;
}
