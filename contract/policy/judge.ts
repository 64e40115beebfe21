import { type CellReader, isTrueFor } from '../query/evaluate';
import { testField } from './field-test';
import { OUTCOMES, possibleOf } from './outcomes';
import type { Policy, Rule, RuleGroup } from './policy';
import type { XmlElement } from './read-xml';
import { tracksOf } from './report-tree';

/** What is judged. */
export interface Subject {
  /** The row's columns, with the primary key. */
  cell: CellReader;
  /** MediaInfo's XML. @default - there is none, so nothing that asks it can hold */
  report?: string;
}

export interface JudgedRule {
  rule: Rule;
  /** A set of `OUTCOMES`: one, unless the rule is not evaluated. */
  possible: number;
  /** Why it is not evaluated. */
  notEvaluated?: string;
  /** What was found in the report. */
  actual?: string[];
}

export interface JudgedGroup {
  group: RuleGroup;
  possible: number;
  rules: (JudgedRule | JudgedGroup)[];
}

export const isGroup = (judged: JudgedRule | JudgedGroup): judged is JudgedGroup => 'group' in judged;

/** Judges by a policy. Pure: the same policy, columns and report give the same answer. */
export function judge({ root }: Policy, { cell, report }: Subject): JudgedGroup {
  let tracks: readonly XmlElement[] | undefined;
  // Parsed when the first rule asks for it.
  const tracksOnce = (): readonly XmlElement[] => {
    tracks ??= report === undefined ? [] : tracksOf(report);
    return tracks;
  };
  const judgeGroup = (group: RuleGroup): JudgedGroup => {
    const rules = group.rules.map((one) => (one.kind === 'rule' ? judgeRule(one) : judgeGroup(one)));
    return {
      group,
      rules,
      possible: possibleOf(
        group,
        rules.map(({ possible }) => possible),
      ),
    };
  };
  const judgeRule = (rule: Rule): JudgedRule => {
    const { test, level } = rule;
    if (test.by === 'nothing') {
      return { rule, possible: OUTCOMES.pass | OUTCOMES[level], notEvaluated: test.because };
    }
    if (test.by === 'query') return { rule, possible: outcome(isTrueFor(test.query, cell), rule) };
    // A report that is not there has no tracks, and `must not exist` would hold for it.
    if (report === undefined) return { rule, possible: OUTCOMES[level] };
    const { holds, actual } = testField(tracksOnce(), test);
    return { rule, possible: outcome(holds, rule), actual };
  };
  return judgeGroup(root);
}

const outcome = (holds: boolean, { level }: Rule): number => (holds ? OUTCOMES.pass : OUTCOMES[level]);
