import type { Blueprint } from './blueprint';
import type { ResourceView } from './property-resolver';
import type { AnyResourceProvider, Attributes } from './provider';

type Phase = 'IN_PROGRESS' | 'COMPLETE' | 'FAILED';

/** `CREATE_ROLLBACK_*` follows a failed creation, `ROLLBACK_*` a failed update. */
export type StackStatus = `${'CREATE' | 'UPDATE' | 'DELETE' | 'CREATE_ROLLBACK' | 'ROLLBACK'}_${Phase}`;
export type ResourceStatus = `${'CREATE' | 'UPDATE' | 'DELETE'}_${Phase}`;

/** A resource that a stack created or tried to create. */
export interface StackResource {
  logicalId: string;
  type: string;
  physicalId: string;
  status: ResourceStatus;
  statusReason?: string;
  deletionPolicy: 'Delete' | 'Retain';
  provider: AnyResourceProvider;
  /** As in the template, functions replaced by their values. */
  resolved: Record<string, unknown>;
  /** The same after the schema of the type. */
  properties: unknown;
  attributes: Attributes;
  /** Logical ids of resources that must be deleted after it. */
  needs: ReadonlySet<string>;
}

/** A resource that is kept when its stack is deleted. */
interface RetainedResource {
  logicalId: string;
  type: string;
  physicalId: string;
}

/** One step of an operation. Steps of the stack itself have its name and the type `ALIYUN::ROS::Stack`. */
export interface StackEvent {
  /** Milliseconds since the epoch. */
  time: number;
  stackId: string;
  stackName: string;
  logicalId: string;
  type: string;
  status: StackStatus | ResourceStatus;
  reason: string;
  physicalId?: string;
}

/** A stack in the engine. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly resourceGroupId: string;
  tags: Readonly<Record<string, string>>;
  updatedAt?: number;
  status: StackStatus;
  statusReason: string;
  blueprint: Blueprint;
  resources: Map<string, StackResource>;
  retained: RetainedResource[];
  outputs: Record<string, unknown>;
  events: StackEvent[];
}

/** A stack as a caller sees it: a copy that does not change later. */
export interface StackDescription {
  stackId: string;
  stackName: string;
  status: StackStatus;
  statusReason: string;
  createdAt: number;
  resourceGroupId: string;
  tags: Readonly<Record<string, string>>;
  updatedAt?: number;
  outputs: Record<string, unknown>;
  resources: {
    logicalId: string;
    type: string;
    physicalId: string;
    status: ResourceStatus;
    statusReason?: string;
  }[];
  /** Resources that were kept because of DeletionPolicy or the caller. */
  retained: RetainedResource[];
}

export function describeStack(stack: Stack): StackDescription {
  const { id, name, status, statusReason, createdAt, resourceGroupId, tags, updatedAt } = stack;
  return {
    stackId: id,
    stackName: name,
    status,
    statusReason,
    createdAt,
    resourceGroupId,
    tags,
    updatedAt,
    outputs: structuredClone(stack.outputs),
    resources: [...stack.resources.values()].map((resource) => ({
      logicalId: resource.logicalId,
      type: resource.type,
      physicalId: resource.physicalId,
      status: resource.status,
      statusReason: resource.statusReason,
    })),
    retained: stack.retained.map((resource) => ({ ...resource })),
  };
}

/** An existing resource for references to it. */
export function viewOf({ physicalId, attributes }: StackResource): ResourceView {
  return { reference: physicalId, attribute: (name) => attributes[name] };
}

/** An operation that began and failed; `description` is the stack afterwards. */
export class StackFailedError extends Error {
  constructor(
    readonly description: StackDescription,
    options: ErrorOptions,
  ) {
    super(`Stack ${description.stackName} is ${description.status}: ${description.statusReason}`, options);
    this.name = 'StackFailedError';
  }
}
