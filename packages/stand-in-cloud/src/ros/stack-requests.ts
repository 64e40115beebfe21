import type { ParameterValues } from './parameters';

/** A stack to create. */
export interface CreateStackRequest {
  name: string;
  /** JSON text or an object. */
  template: unknown;
  parameters?: ParameterValues;
  /** After a failure, keeps the resources that were created. @default false */
  disableRollback?: boolean;
  /** @default none */
  tags?: Readonly<Record<string, string>>;
  /** @default that of the engine */
  resourceGroupId?: string;
}

/** What a stack is to become. */
export interface UpdateStackRequest {
  /** Id or name. */
  stack: string;
  template: unknown;
  parameters?: ParameterValues;
  /** Deletes and creates resources that cannot be changed in place. @default false, the service's `Disabled` */
  replacement?: boolean;
  /** Take the place of all that the stack has. @default they stay */
  tags?: Readonly<Record<string, string>>;
}

/** What a preview is asked about: a new stack by `name`, or a change of an existing one. */
export type PreviewRequest = { template: unknown; parameters?: ParameterValues } & (
  | { name: string }
  | { stack: string }
);
