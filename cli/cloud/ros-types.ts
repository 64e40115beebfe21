/** One step of a stack's operation. Steps of the stack itself have its name and the type `ALIYUN::ROS::Stack`. */
export interface StackEvent {
  id: string;
  logicalId: string;
  type: string;
  physicalId: string;
  status: string;
  reason: string;
}

/** A stack as an entry of a list. */
export interface StackSummary {
  id: string;
  name: string;
  status: string;
  statusReason: string;
}

export interface StackOutput {
  OutputKey: string;
  OutputValue: unknown;
  Description?: string;
}

export interface StackState extends StackSummary {
  outputs: StackOutput[];
}

export interface StackResource {
  logicalId: string;
  type: string;
  physicalId: string;
  /** Such as `CREATE_COMPLETE`. */
  status: string;
}

/** What would become of one resource. */
export interface PreviewedChange {
  action: string;
  logicalId: string;
  type: string;
  /** `True`, `False` or `Conditional`; only with `Modify`. */
  replacement?: string;
}

/** What a stack is made of. */
export interface StackRequest {
  template: string;
  /** @default - the template's defaults */
  parameters?: Record<string, string>;
  /** After a failed creation, keeps what was created. @default false */
  disableRollback?: boolean;
  /** In an update, deletes and makes anew what cannot be changed. @default false */
  replacement?: boolean;
  /** The same for repetitions of one request, which ROS then carries out once. */
  token: string;
}
