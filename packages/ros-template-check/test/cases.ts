/**
 * A change to a template: a path and the value put there. Undefined removes what is there; a last key `+` adds to a list.
 * A path that begins with a resource's id means its properties.
 */
export type Change = [path: string, value: unknown];

export interface Case {
  /** Templates that break the rule, each as changes to that of `uploads.ts`. */
  fails: Change[][];
  /** Templates that keep it, at the edge of it. */
  passes: Change[][];
  /** Other rules that the same changes break. */
  also?: string[];
}

/** One change each. */
export const each = (path: string, ...values: unknown[]): Change[][] =>
  values.map((value) => [[path, value]]);

export const ARN = (service: string, relative: string) => ({
  'Fn::Sub': `acs:${service}:\${ALIYUN::Region}:\${ALIYUN::TenantId}:${relative}`,
});

export const TENANT = { Ref: 'ALIYUN::TenantId' };

/** A statement for the role of the worker function. */
export const statement = (change: Record<string, unknown>) => ({
  Effect: 'Allow',
  Action: ['oss:GetObject'],
  Resource: [{ 'Fn::Sub': 'acs:oss:*:${ALIYUN::TenantId}:${SourceBucket.Name}/*' }],
  ...change,
});

/** The policy of the worker function's role. */
export const POLICY = 'WorkerRole.Policies.0.PolicyDocument';
