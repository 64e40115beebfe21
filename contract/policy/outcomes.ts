import type { Level, RuleGroup } from './policy';

/**
 * What a rule or a policy comes to. Outcomes are bits, so that a set of them is a number: what is not evaluated may come
 * to several.
 */
export const OUTCOMES = { pass: 1, info: 2, warn: 4, fail: 8 } as const;
export type OutcomeName = keyof typeof OUTCOMES;

const BITS = Object.values(OUTCOMES);
const bitsIn = (set: number): number[] => BITS.filter((bit) => (set & bit) !== 0);

/** The outcome when there is only one possible; undefined when it depends on what is not evaluated. */
export const onlyOutcome = (possible: number): OutcomeName | undefined =>
  (Object.keys(OUTCOMES) as OutcomeName[]).find((name) => OUTCOMES[name] === possible);

/**
 * Everything that a policy can come to, from everything that each of its rules can come to. `and` is as bad as the worst
 * rule, `or` as good as the best; a level is the worst that it can be.
 */
export function possibleOf({ type, level }: RuleGroup, rules: readonly number[]): number {
  // Which outcomes occur among the rules decides, not how often. There are at most 16 such sets.
  let occurring = new Set([0]);
  for (const rule of rules) {
    occurring = new Set([...occurring].flatMap((set) => bitsIn(rule).map((bit) => set | bit)));
  }
  return [...occurring].reduce((all, set) => all | capped(type === 'and' ? worst(set) : best(set), level), 0);
}

const worst = (set: number): number => bitsIn(set).at(-1) ?? OUTCOMES.pass;
const best = (set: number): number => bitsIn(set)[0] ?? OUTCOMES.pass;
const capped = (outcome: number, level: Level | undefined): number =>
  level === undefined ? outcome : Math.min(outcome, OUTCOMES[level]);
