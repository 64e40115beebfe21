import { type Construct, Stack } from '@alicloud/ros-cdk-core';

/** The key of a context value that all constructs below a construct inherit. */
const PREFIX = 'media-metadata:logical-id-prefix';

/** The ids of a construct and its parents in the stack. `Default` adds nothing, as everywhere in the CDK. */
export function pathInStack(construct: Construct): string[] {
  const { scopes } = construct.node;
  const inStack = scopes.slice(scopes.indexOf(Stack.of(construct)) + 1);
  return inStack.map(({ node }) => node.id).filter((id) => id !== 'Default');
}

/**
 * Puts the path of `construct` before the logical ids of the resources below it. In ROS CDK a logical id is
 * only the resource's own id, without its path. So a second construct with the same resources would be
 * refused.
 * @returns the prefix, which has only letters and digits, as ROS requires
 */
export function prefixLogicalIds(construct: Construct): string {
  const prefix = pathInStack(construct)
    .join('')
    .replace(/[^A-Za-z0-9]/g, '');
  construct.node.setContext(PREFIX, prefix);
  return prefix;
}

/** The logical id of a resource, parameter or condition below `scope`. */
export function logicalId(scope: Construct, name: string): string {
  return `${scope.node.tryGetContext(PREFIX) ?? ''}${name}`;
}
