import type { Clock } from '../clock';
import { reasonOf } from '../reason-of';
import type { PlannedResource } from './blueprint';
import { RosError, refuseAll } from './errors';
import { redact } from './parameters';
import { checkProperties } from './property-check';
import type { PropertyResolver } from './property-resolver';
import type { ResourceContext } from './provider';
import type { ResourceStatus, Stack, StackEvent, StackResource, StackStatus } from './stack';

/** What an operation needs besides its stack. */
interface StackOperationOptions {
  clock: Clock;
  region: string;
  accountId: string;
  onEvent?(event: StackEvent): void;
}

/** The steps of creating, updating and deleting a stack. Each step sends events. */
export class StackOperation {
  constructor(
    readonly stack: Stack,
    private readonly options: StackOperationOptions,
  ) {}

  setStatus(status: StackStatus, reason: string): void {
    this.stack.status = status;
    this.stack.statusReason = this.#hide(reason);
    this.#emit({
      logicalId: this.stack.name,
      type: 'ALIYUN::ROS::Stack',
      physicalId: this.stack.id,
      status,
      reason,
    });
  }

  /** The properties of a resource; all values are known at this point. */
  properties(
    planned: PlannedResource,
    resolver: PropertyResolver,
  ): Pick<StackResource, 'resolved' | 'properties'> {
    const path = `${planned.path}.Properties`;
    const resolved = resolver.resolve(planned.definition.Properties ?? {}, path) as Record<string, unknown>;
    const { properties, findings } = checkProperties(
      planned.provider,
      resolved,
      path,
      this.stack.blueprint.secrets,
    );
    refuseAll(findings);
    return { resolved, properties };
  }

  async create(
    planned: PlannedResource,
    values: () => Pick<StackResource, 'resolved' | 'properties'>,
  ): Promise<void> {
    const { id, definition, provider, needs } = planned;
    const base = { logicalId: id, type: definition.Type, physicalId: '' };
    this.#emit({ ...base, status: 'CREATE_IN_PROGRESS', reason: 'state changed' });
    try {
      const { resolved, properties } = values();
      const { physicalId, attributes } = await provider.create(properties, this.#context(id));
      const deletionPolicy = definition.DeletionPolicy ?? 'Delete';
      this.#keep({
        ...base,
        physicalId,
        status: 'CREATE_COMPLETE',
        deletionPolicy,
        provider,
        resolved,
        properties,
        attributes,
        needs,
      });
    } catch (error) {
      this.#emit({ ...base, status: 'CREATE_FAILED', reason: reasonOf(error) });
      throw this.#at(id, 'CREATE', error);
    }
  }

  /** Changes a resource in place. */
  async update(resource: StackResource, to: Pick<StackResource, 'resolved' | 'properties'>): Promise<void> {
    const { logicalId, physicalId, provider, properties } = resource;
    this.#report(resource, 'UPDATE_IN_PROGRESS', 'state changed');
    try {
      const context = this.#context(logicalId);
      const attributes = await provider.update(physicalId, to.properties, properties, context);
      this.#keep({ ...resource, ...to, attributes, status: 'UPDATE_COMPLETE', statusReason: undefined });
    } catch (error) {
      this.#report(resource, 'UPDATE_FAILED', reasonOf(error));
      throw this.#at(logicalId, 'UPDATE', error);
    }
  }

  /** Deletes a resource. One that is to be retained is only listed as such. */
  async delete(resource: StackResource, retain = resource.deletionPolicy === 'Retain'): Promise<void> {
    const { logicalId, physicalId, type, provider, properties } = resource;
    this.#report(resource, 'DELETE_IN_PROGRESS', 'state changed');
    try {
      if (retain) this.stack.retained.push({ logicalId, type, physicalId });
      else await provider.delete(physicalId, properties, this.#context(logicalId));
    } catch (error) {
      this.#report(resource, 'DELETE_FAILED', reasonOf(error));
      throw this.#at(logicalId, 'DELETE', error);
    }
    this.stack.resources.delete(logicalId);
    this.#report(resource, 'DELETE_COMPLETE', retain ? 'The resource is retained' : 'state changed');
  }

  /** Creates a resource again that an earlier step of the same operation deleted. */
  async restore(resource: StackResource): Promise<void> {
    const { logicalId, provider, properties } = resource;
    const kept = this.stack.retained.findIndex(
      (one) => one.logicalId === logicalId && one.physicalId === resource.physicalId,
    );
    if (kept >= 0) {
      this.stack.retained.splice(kept, 1);
      this.stack.resources.set(logicalId, resource);
      return;
    }
    this.#emit({ ...resource, physicalId: '', status: 'CREATE_IN_PROGRESS', reason: 'rollback' });
    try {
      const { physicalId, attributes } = await provider.create(properties, this.#context(logicalId));
      this.#keep({ ...resource, physicalId, attributes, status: 'CREATE_COMPLETE' });
    } catch (error) {
      this.#emit({ ...resource, physicalId: '', status: 'CREATE_FAILED', reason: reasonOf(error) });
      throw this.#at(logicalId, 'CREATE', error);
    }
  }

  #keep(resource: StackResource): void {
    this.stack.resources.set(resource.logicalId, resource);
    this.#emit({ ...resource, reason: 'state changed' });
  }

  #report(resource: StackResource, status: ResourceStatus, reason: string): void {
    resource.status = status;
    resource.statusReason = this.#hide(reason);
    this.#emit({ ...resource, status, reason });
  }

  #at(logicalId: string, action: string, cause: unknown): Error {
    const text = `Resource ${action} failed: ${logicalId}: ${reasonOf(cause)}`;
    return new Error(this.#hide(text), { cause: cause instanceof RosError ? undefined : cause });
  }

  #context(logicalId: string): ResourceContext {
    const { region, accountId } = this.options;
    return { stackId: this.stack.id, logicalId, region, accountId };
  }

  #emit(step: Pick<StackEvent, 'logicalId' | 'type' | 'status' | 'reason' | 'physicalId'>): void {
    const { logicalId, type, status, physicalId } = step;
    const event: StackEvent = {
      time: this.options.clock.now(),
      stackId: this.stack.id,
      stackName: this.stack.name,
      logicalId,
      type,
      status,
      reason: this.#hide(step.reason),
      ...(physicalId ? { physicalId } : {}),
    };
    this.stack.events.push(event);
    this.options.onEvent?.(event);
  }

  #hide(text: string): string {
    return redact(text, this.stack.blueprint.secrets);
  }
}
