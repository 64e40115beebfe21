import type { Blueprint } from './blueprint';
import type { ResourceView } from './property-resolver';
import type { AnyResourceProvider, Attributes } from './provider';

type Phase = 'IN_PROGRESS' | 'COMPLETE' | 'FAILED';

/** `CREATE_ROLLBACK_*` follows a failed creation, `ROLLBACK_*` a failed update. */
export type StackStatus = `${'CREATE' | 'UPDATE' | 'DELETE' | 'CREATE_ROLLBACK' | 'ROLLBACK'}_${Phase}`;
export type ResourceStatus = `${'CREATE' | 'UPDATE' | 'DELETE'}_${Phase}`;

/** A resource that a stack made, or tried to. */
export interface StackResource {
  logicalId: string;
  type: string;
  physicalId: string;
  status: ResourceStatus;
  statusReason?: string;
  deletionPolicy: 'Delete' | 'Retain';
  provider: AnyResourceProvider;
  /** As the template gives them, without functions. */
  resolved: Record<string, unknown>;
  /** The same through the schema of the type. */
  properties: unknown;
  attributes: Attributes;
  /** Logical ids that must outlive it. */
  needs: ReadonlySet<string>;
}

/** What stays behind when a stack goes. */
interface RetainedResource {
  logicalId: string;
  type: string;
  physicalId: string;
}

/** One step of an operation; a stack's own steps carry its name and the type `ALIYUN::ROS::Stack`. */
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

/** A stack as it is kept. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  updatedAt?: number;
  status: StackStatus;
  statusReason: string;
  blueprint: Blueprint;
  resources: Map<string, StackResource>;
  retained: RetainedResource[];
  outputs: Record<string, unknown>;
  events: StackEvent[];
}

/** What a caller sees of a stack; nothing in it changes later. */
export interface StackDescription {
  stackId: string;
  stackName: string;
  status: StackStatus;
  statusReason: string;
  createdAt: number;
  updatedAt?: number;
  outputs: Record<string, unknown>;
  resources: {
    logicalId: string;
    type: string;
    physicalId: string;
    status: ResourceStatus;
    statusReason?: string;
  }[];
  /** Resources that DeletionPolicy or the caller kept alive. */
  retained: RetainedResource[];
}

export function describeStack(stack: Stack): StackDescription {
  const { id, name, status, statusReason, createdAt, updatedAt } = stack;
  return {
    stackId: id,
    stackName: name,
    status,
    statusReason,
    createdAt,
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

/** How references see a resource that is there. */
export function viewOf({ physicalId, attributes }: StackResource): ResourceView {
  return { physicalId, attribute: (name) => attributes[name] };
}

/** An operation that began and did not succeed; the stack shows what became of it. */
export class StackFailedError extends Error {
  constructor(
    readonly description: StackDescription,
    options: ErrorOptions,
  ) {
    super(`Stack ${description.stackName} is ${description.status}: ${description.statusReason}`, options);
    this.name = 'StackFailedError';
  }
}
