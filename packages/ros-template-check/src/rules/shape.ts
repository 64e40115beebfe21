import type { Rule } from '../rule';
import { DEPTH_RULE, type Fields, KEY_RULE, type ShapeProblem, shapeProblems } from '../syntax';
import { oncePer } from '../syntax/once-per';

/** Remembered, because each rule asks. */
const problemsOf = oncePer((sections: Fields) => shapeProblems(sections));

function shapeRule(id: string, kind: ShapeProblem['kind'], must: string): Rule {
  return {
    id,
    verdict: 'refused',
    where: 'every value',
    must,
    checkTemplate: ({ sections }) =>
      problemsOf(sections)
        .filter((problem) => problem.kind === kind)
        .map(({ path }) => ({ path, value: kind === 'key' ? '__proto__' : 'more' })),
  };
}

/** Looked at first and alone: other rules walk through the template by calling themselves. */
export const SHAPE_RULES: Rule[] = [
  shapeRule('template-depth', 'depth', DEPTH_RULE),
  shapeRule('template-prototype', 'key', KEY_RULE),
];
