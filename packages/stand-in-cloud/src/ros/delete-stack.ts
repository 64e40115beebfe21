import { reasonOf } from '../reason-of';
import { deletionOrder } from './create-stack';
import { describeStack, StackFailedError } from './stack';
import type { StackOperation } from './stack-operation';

/**
 * Deletes the resources of a stack in reverse order. When one fails, the resources that it needs stay too; all others
 * are deleted. A later deletion continues with the rest.
 * @param retain logical ids to leave alone besides those whose DeletionPolicy says so
 * @throws StackFailedError
 */
export async function deleteResources(operation: StackOperation, retain: ReadonlySet<string>): Promise<void> {
  const { stack } = operation;
  operation.setStatus('DELETE_IN_PROGRESS', 'Stack DELETE started');
  const failures: unknown[] = [];
  for (const resource of deletionOrder(stack.resources)) {
    const stillNeeded = [...stack.resources.values()].some(({ needs }) => needs.has(resource.logicalId));
    if (stillNeeded) continue;
    try {
      await operation.delete(
        resource,
        retain.has(resource.logicalId) || resource.deletionPolicy === 'Retain',
      );
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    operation.setStatus('DELETE_FAILED', failures.map(reasonOf).join('; '));
    throw new StackFailedError(describeStack(stack), { cause: failures[0] });
  }
  stack.outputs = {};
  operation.setStatus('DELETE_COMPLETE', 'Stack successfully deleted');
}
