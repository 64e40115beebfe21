/**
 * `refused`: a service refuses it, so that creating, updating or deleting the stack fails.
 * `unwise`: the services accept it, but it is unsafe or does not do what its author wants.
 */
export type Verdict = 'refused' | 'unwise';

/** A place in a template that breaks a rule. */
export interface Finding {
  /** Id of the rule that is broken, as RULES.md lists it. */
  rule: string;
  /** Whether a service refuses it, or accepts it although it is unwise. */
  verdict: Verdict;
  /** The resource, parameter or output with the problem; absent for the whole template. */
  logicalId?: string;
  /** Where it stands in the template, such as `Resources.Worker.Properties.Timeout`. */
  path: string;
  /** The rule in words: `must …`. */
  message: string;
  /** The given value, with functions resolved as far as possible; undefined when it is missing. */
  value: unknown;
}

/** Longer values are cut: their end does not help a reader. */
const SHOWN_LENGTH = 160;

function given(value: unknown): string {
  if (value === undefined) return 'nothing given';
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return `${text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH - 1)}…` : text} given`;
}

/** One line: where, which rule, which value. */
export function formatFinding({ rule, verdict, path, message, value }: Finding): string {
  const what = verdict === 'refused' ? 'Invalid template' : 'Unwise template';
  return `${what} at '${path}': ${message}, ${given(value)} [${rule}].`;
}

/** Thrown with every finding at once. */
export class TemplateCheckError extends Error {
  override name = 'TemplateCheckError';
  constructor(readonly findings: Finding[]) {
    super(findings.map(formatFinding).join('\n'));
  }
}
