/** HTTP status of each error code that the ROS stand-in answers. */
const STATUS = {
  CircularDependency: 400,
  InvalidSchema: 400,
  InvalidTemplateAttribute: 400,
  InvalidTemplateReference: 400,
  InvalidTemplateSection: 400,
  InvalidTemplateVersion: 400,
  StackValidationFailed: 400,
  UnknownUserParameter: 400,
  UserParameterMissing: 400,
  NotSupported: 400,
  StackNotFound: 404,
  ResourceNotFound: 404,
  StackExists: 409,
  ActionInProgress: 409,
} as const;

export type RosErrorCode = keyof typeof STATUS;

/** A refusal of ROS with the service's code. Nothing was changed. */
export class RosError extends Error {
  readonly code: RosErrorCode;
  /** HTTP status that the service answers with. */
  readonly status: number;

  constructor(code: RosErrorCode, message: string) {
    super(message);
    this.name = 'RosError';
    this.code = code;
    this.status = STATUS[code];
  }
}

/** One thing that is wrong with a template, and where. */
export interface Finding {
  code: RosErrorCode;
  /** Such as `Resources.Trigger.Properties.SourceArn`. */
  path: string;
  rule: string;
}

/** Everything that is wrong with a template; its code is that of the first finding. */
export class TemplateError extends RosError {
  constructor(readonly findings: readonly [Finding, ...Finding[]]) {
    super(findings[0].code, findings.map(({ path, rule }) => `${path}: ${rule}.`).join('\n'));
    this.name = 'TemplateError';
  }
}

/** Throws when there is a finding. */
export function refuseAll(findings: readonly Finding[]): void {
  const [first, ...rest] = findings;
  if (first) throw new TemplateError([first, ...rest]);
}
