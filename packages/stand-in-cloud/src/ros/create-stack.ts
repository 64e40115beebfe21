import { syntax } from 'ros-template-check';
import { reasonOf } from '../reason-of';
import { notYetCreated } from './property-resolver';
import { describeStack, StackFailedError, type StackResource, viewOf } from './stack';
import type { StackOperation } from './stack-operation';

/** A stack's resources in an order in which each comes after those that need it. */
export function deletionOrder(resources: ReadonlyMap<string, StackResource>): StackResource[] {
  const needs = new Map(
    [...resources].map(([id, resource]) => [
      id,
      new Set([...resource.needs].filter((one) => resources.has(one))),
    ]),
  );
  return syntax
    .creationOrder(needs)
    .reverse()
    .flatMap((id) => resources.get(id) ?? []);
}

async function rollBack(operation: StackOperation): Promise<void> {
  const { stack } = operation;
  const reason = stack.statusReason;
  operation.setStatus('CREATE_ROLLBACK_IN_PROGRESS', `Stack CREATE ROLLBACK started: ${reason}`);
  try {
    for (const resource of deletionOrder(stack.resources)) await operation.delete(resource);
    operation.setStatus('CREATE_ROLLBACK_COMPLETE', reason);
  } catch (error) {
    operation.setStatus('CREATE_ROLLBACK_FAILED', `${reason}; then ${reasonOf(error)}`);
  }
}

/**
 * Creates the resources of a stack in order. After a failure it deletes them in reverse order.
 * @throws StackFailedError
 */
export async function createResources(operation: StackOperation, disableRollback: boolean): Promise<void> {
  const { stack } = operation;
  const { blueprint } = stack;
  operation.setStatus('CREATE_IN_PROGRESS', 'Stack CREATE started');
  const resolver = blueprint.resolver((id) => {
    const made = stack.resources.get(id);
    return made ? viewOf(made) : notYetCreated;
  });
  try {
    for (const planned of blueprint.resources.values()) {
      await operation.create(planned, () => operation.properties(planned, resolver));
    }
    stack.outputs = blueprint.outputs(resolver);
    operation.setStatus('CREATE_COMPLETE', 'Stack successfully created');
  } catch (error) {
    operation.setStatus('CREATE_FAILED', reasonOf(error));
    if (!disableRollback) await rollBack(operation);
    throw new StackFailedError(describeStack(stack), { cause: error });
  }
}
