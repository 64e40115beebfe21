import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGroup, type JudgedGroup, type JudgedRule, judge } from '../../../contract/policy/judge';
import { onlyOutcome } from '../../../contract/policy/outcomes';
import { OPERATORS } from '../../../contract/policy/policy';
import { readPolicy } from '../../../contract/policy/read-policy';
import { PROJECT_ROOT } from '../../../lib/project-root';

const POLICIES = join(PROJECT_ROOT, 'test', 'fixtures', 'policies');
const RECORDED = join(POLICIES, 'recorded');
const files = readdirSync(RECORDED).filter((name) => name.endsWith('.json'));

/** What docs/policies.md lists: the rules for which MediaConch 25.04 says something else. */
const DIFFERENT = [
  // It loses rules after a value that begins with a space.
  /^spaces\.xml/,
  // It compares a value that is not ASCII in its escaped form.
  /^texts\.xml\/Texts & "quotes" 北京\/Chinese/,
];

function outcomes(judged: JudgedGroup | JudgedRule, path = ''): [string, string][] {
  const here = `${path}/${isGroup(judged) ? judged.group.name : judged.rule.name}`;
  const inside = isGroup(judged) ? judged.rules.flatMap((one) => outcomes(one, here)) : [];
  return [[here, onlyOutcome(judged.possible) ?? 'not evaluated'], ...inside];
}

const readText = (...path: string[]): string => readFileSync(join(...path), 'utf8');

it.each(files)('judges %s as MediaConch did', (name) => {
  const report = readText(RECORDED, name.replace(/\.json$/, '.xml'));
  const recorded = JSON.parse(readText(RECORDED, name)) as Record<string, Record<string, string>>;
  const differing = Object.entries(recorded).flatMap(([file, expected]) => {
    const policy = readPolicy(readText(POLICIES, file), file);
    return outcomes(judge(policy, { cell: () => undefined, report }))
      .filter(([path, outcome]) => expected[path] !== outcome)
      .map(([path]) => `${file}${path}`);
  });
  expect(differing.filter((what) => !DIFFERENT.some((known) => known.test(what)))).toEqual([]);
  // None of them would be looked at otherwise.
  expect(Object.keys(recorded).length).toBeGreaterThan(7);
});

it('has recorded every operator, each with a pass and a failure', () => {
  const seen = new Map<string, Set<string>>();
  for (const name of files) {
    const recorded = JSON.parse(readText(RECORDED, name)) as Record<string, Record<string, string>>;
    for (const [path, outcome] of Object.entries(recorded['occurrences.xml'] ?? {})) {
      const operator = OPERATORS.find((one) => path.startsWith(`/Occurrences/${one} `));
      if (operator) seen.set(operator, (seen.get(operator) ?? new Set()).add(outcome));
    }
    for (const [path, outcome] of Object.entries(recorded['operators.xml'] ?? {})) {
      const operator = { less: '<', 'at least 25': '>=', exists: 'exists' }[path.split('/').at(-1)!];
      if (operator) seen.set(operator, (seen.get(operator) ?? new Set()).add(outcome));
    }
  }
  expect([...seen.keys()].sort()).toEqual([...OPERATORS].sort());
  for (const [operator, found] of seen)
    expect([operator, [...found].sort()]).toEqual([operator, ['fail', 'pass']]);
});
