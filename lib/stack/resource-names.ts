import { createHash } from 'node:crypto';
import { type Construct, Fn, RosPseudo, Token } from '@alicloud/ros-cdk-core';
import type { Props } from '../settings';
import { pathInStack } from './logical-ids';

/** The names that are given to what must be unique in the account, the region or among all users. */
export interface ResourceNames {
  bucketName: string;
  instanceName: string;
  logProjectName: string;
  serviceName: string;
  failureServiceName: string;
  serviceRoleName: string;
  failureRoleName: string;
  triggerRoleName: string;
}

/** With it an instance's name has all of its 16 characters; two of some constructs in a stack share it once in a million. */
const PATH_DIGITS = 5;

/** What keeps the names of several constructs in one stack apart; nothing for the one that is called `Default`. */
function pathSuffix(construct: Construct): string {
  const path = pathInStack(construct).join('/');
  return path && `-${createHash('sha256').update(path).digest('hex').slice(0, PATH_DIGITS)}`;
}

/** The first group of the stack's own id, 8 hexadecimal digits, and what keeps constructs of one stack apart. */
export function uniqueSuffix(construct: Construct): string {
  return `${Token.asString(Fn.select(0, Fn.split('-', RosPseudo.stackId)))}${pathSuffix(construct)}`;
}

/**
 * Names come from the props or end in the first group of the stack's own id, 8 hexadecimal digits: two stacks never
 * share them, and every update of one stack keeps them. `media-` plus 8 fits the 16 characters of an instance name, and
 * hexadecimal digits after a hyphen never spell one of the parts that Tablestore forbids.
 */
export function resourceNames(construct: Construct, props: Props): ResourceNames {
  const id = uniqueSuffix(construct);
  return {
    bucketName: props.bucketName ?? `media-metadata-${id}`,
    instanceName: props.instanceName ?? `${pathSuffix(construct) ? 'm' : 'media'}-${id}`,
    logProjectName: props.logProjectName ?? `media-metadata-${id}`,
    serviceName: props.serviceName ?? `media-metadata-${id}`,
    failureServiceName: props.failureServiceName ?? `media-metadata-failure-${id}`,
    serviceRoleName: props.serviceRoleName ?? `media-metadata-extract-${id}`,
    failureRoleName: props.failureRoleName ?? `media-metadata-failure-${id}`,
    triggerRoleName: props.triggerRoleName ?? `media-metadata-trigger-${id}`,
  };
}
