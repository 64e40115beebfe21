import type { Expression } from '../query/ast';

/** What a rule or a policy that does not hold makes of the file: nothing, a warning, or a failure. */
export const LEVELS = ['info', 'warn', 'fail'] as const;
export type Level = (typeof LEVELS)[number];

/** How a rule compares the values of a field. Without an operator a rule asks whether the field is there. */
export const OPERATORS = [
  'exists',
  'must not exist',
  'starts with',
  'must not start with',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
] as const;
export type RuleOperator = (typeof OPERATORS)[number];

/** A step of a path: the name of an element, and which of those with this name. */
export interface Step {
  name: string;
  /** Counted from 1. @default every one */
  nth?: number;
}

/** Fields of tracks in a report. */
export interface FieldPath {
  track: string;
  /**
   * `any` and `all`: of the tracks, one has to hold or every one; `*`: as `any`, but that `must not exist` asks for none
   * at all; a number: of the tracks of this kind only that one, counted from 1.
   */
  occurrence: '*' | 'any' | 'all' | number;
  steps: Step[];
}

/** What a rule asks. */
export type Test =
  /** MediaConch's way: the values of a field against a constant, or against the values of another field. */
  | { by: 'field'; field: FieldPath; operator: RuleOperator; value: string; source?: FieldPath }
  /** The language of `media find`: `text` as it was written. */
  | { by: 'query'; query: Expression; text: string }
  /** Nothing that a report can answer. */
  | { by: 'nothing'; because: string };

export interface Rule {
  kind: 'rule';
  name: string;
  level: Level;
  test: Test;
}

/** Rules of which all have to hold, or one. */
export interface RuleGroup {
  kind: 'policy';
  name: string;
  description?: string;
  type: 'and' | 'or';
  /** The most that it makes of a file, whatever its rules say. @default fail */
  level?: Level;
  rules: (Rule | RuleGroup)[];
}

/** A policy as it was read from a file. */
export interface Policy {
  /** Of the policy, or else of its file. */
  name: string;
  /** The first 16 digits of the file's SHA-256: another text is another policy. */
  hash: string;
  root: RuleGroup;
}

/** Calls `visit` with each rule, in their order. */
export function eachRule({ rules }: RuleGroup, visit: (rule: Rule) => void): void {
  for (const one of rules) {
    if (one.kind === 'rule') visit(one);
    else eachRule(one, visit);
  }
}

/** True when a rule asks the report itself, and not only columns of the row. */
export function asksReport({ root }: Policy): boolean {
  let asks = false;
  eachRule(root, ({ test }) => {
    asks ||= test.by === 'field';
  });
  return asks;
}
