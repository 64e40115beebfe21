/** Something in a template that the real services refuse, or that would not do what it is meant to. */
export interface Finding {
  /** Id of the rule that is broken, as RULES.md lists it. */
  rule: string;
  /** The resource, parameter or output that it is found in; absent for the template as a whole. */
  logicalId?: string;
  /** Where it stands in the template, such as `Resources.Extract.Properties.Timeout`. */
  path: string;
  /** The rule in words: `must …`. */
  message: string;
  /** The value given, with functions resolved as far as the template tells; undefined when it is missing. */
  value: unknown;
}

/** Longer values say no more to a reader. */
const SHOWN_LENGTH = 160;

function given(value: unknown): string {
  if (value === undefined) return 'nothing given';
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return `${text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH - 1)}…` : text} given`;
}

/** Where, which rule, which value. */
export function formatFinding({ rule, path, message, value }: Finding): string {
  return `Invalid template at '${path}': ${message}, ${given(value)} [${rule}].`;
}

/** Thrown with every finding at once. */
export class TemplateCheckError extends Error {
  override name = 'TemplateCheckError';
  constructor(readonly findings: Finding[]) {
    super(findings.map(formatFinding).join('\n'));
  }
}
