import { type Construct, Stack } from '@alicloud/ros-cdk-core';

/** Handed down to all constructs below one. */
const PREFIX = 'media-metadata:logical-id-prefix';

/** The ids of a construct and those above it in its stack. `Default` is nothing, as elsewhere in the CDK. */
export function pathInStack(construct: Construct): string[] {
  const { scopes } = construct.node;
  const inStack = scopes.slice(scopes.indexOf(Stack.of(construct)) + 1);
  return inStack.map(({ node }) => node.id).filter((id) => id !== 'Default');
}

/**
 * Puts the path of `construct` before the logical ids of what is made below it. In ROS CDK a logical id is the id of the
 * resource alone, without its path, so that a second construct with the same resources would be refused.
 * @returns the prefix: letters and digits, as ROS wants them
 */
export function prefixLogicalIds(construct: Construct): string {
  const prefix = pathInStack(construct)
    .join('')
    .replace(/[^A-Za-z0-9]/g, '');
  construct.node.setContext(PREFIX, prefix);
  return prefix;
}

/** The logical id of a resource, parameter or condition that is made below `scope`. */
export function logicalId(scope: Construct, name: string): string {
  return `${scope.node.tryGetContext(PREFIX) ?? ''}${name}`;
}
