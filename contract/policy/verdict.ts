import { isGroup, type JudgedGroup, type JudgedRule } from './judge';
import { OUTCOMES, onlyOutcome } from './outcomes';

const VERDICTS = ['PASS', 'WARN', 'FAIL'] as const;
export type VerdictName = (typeof VERDICTS)[number];

/** The judgement of a file in short. */
export interface Verdict {
  verdict: VerdictName;
  /** Names of the rules that made it fail. */
  failures: string[];
  /** Names of the rules that warn, and of those that were not evaluated. */
  warnings: string[];
  /** What stands behind the names. */
  findings: readonly Finding[];
}

/** A rule, or a policy with a name that offers a choice, and why it stands in the verdict. */
export interface Finding {
  name: string;
  kind: 'failure' | 'warning' | 'not evaluated';
  /** For a choice of which nothing holds: a policy of the type `or`. */
  of: JudgedRule | JudgedGroup;
}

/**
 * `FAIL` and `WARN` are what the policy comes to; `PASS` is also what only informs. Where that depends on rules that are
 * not evaluated, the verdict is `WARN`: such a file is neither accepted nor refused.
 */
export function verdictOf(judged: JudgedGroup): Verdict {
  const findings = findingsOf(judged);
  const namesOf = (kind: Finding['kind']): string[] =>
    findings.filter((finding) => finding.kind === kind).map(({ name }) => name);
  return {
    findings,
    verdict: nameOf(judged.possible),
    failures: namesOf('failure'),
    warnings: [...namesOf('warning'), ...namesOf('not evaluated').map((name) => `${name} (not evaluated)`)],
  };
}

function nameOf(possible: number): VerdictName {
  if ((possible & ~(OUTCOMES.pass | OUTCOMES.info)) === 0) return 'PASS';
  return onlyOutcome(possible) === 'fail' ? 'FAIL' : 'WARN';
}

/** What speaks against the file, in the order of the policy. What lies in a policy that passes does not. */
function findingsOf(judged: JudgedGroup): Finding[] {
  return findingsIn(judged, OUTCOMES.fail);
}

/** @param worst that the policies around it let it be */
function findingsIn(judged: JudgedRule | JudgedGroup, worst: number): Finding[] {
  const { possible } = judged;
  if ((possible & (OUTCOMES.warn | OUTCOMES.fail)) === 0) return [];
  const known = onlyOutcome(possible);
  const here = Math.min(worst, known === undefined ? OUTCOMES.fail : OUTCOMES[known]);
  const kind = here === OUTCOMES.fail ? 'failure' : 'warning';
  if (!isGroup(judged)) {
    const { name } = judged.rule;
    return [{ name, kind: judged.notEvaluated === undefined ? kind : 'not evaluated', of: judged }];
  }
  const { group } = judged;
  if (here < OUTCOMES.warn) return [];
  if (group.type === 'or' && known === undefined) {
    // What does not hold here does no harm yet: the rules that are not evaluated decide.
    return judged.rules
      .flatMap((rule) => findingsIn(rule, here))
      .filter((one) => one.kind === 'not evaluated');
  }
  if (group.type === 'or' && group.name !== '') return [{ name: group.name, kind, of: judged }];
  return judged.rules.flatMap((rule) => findingsIn(rule, here));
}
