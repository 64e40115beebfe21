import { createHash } from 'node:crypto';
import { type Construct, Fn, RosPseudo, Token } from '@alicloud/ros-cdk-core';
import type { Props } from '../settings';
import type { FunctionGeneration } from './function-generation';
import { pathInStack } from './logical-ids';

/** Names of resources that must be unique in the account, in the region or among all users. */
export interface ResourceNames {
  bucketName: string;
  instanceName: string;
  logProjectName: string;
  serviceName: string;
  failureServiceName: string;
  functionName: string;
  failureFunctionName: string;
  serviceRoleName: string;
  failureRoleName: string;
  triggerRoleName: string;
}

/**
 * With 5 digits an instance's name has all of its 16 characters. Two constructs of a stack have the same
 * digits once in a million.
 */
const PATH_DIGITS = 5;

/**
 * Distinguishes the names of several constructs in one stack. Empty for a construct with the id `Default`.
 */
function pathSuffix(construct: Construct): string {
  const path = pathInStack(construct).join('/');
  return path && `-${createHash('sha256').update(path).digest('hex').slice(0, PATH_DIGITS)}`;
}

/**
 * The first group of the stack's id (8 hexadecimal digits), and the suffix that distinguishes constructs of
 * one stack.
 */
export function uniqueSuffix(construct: Construct): string {
  return `${Token.asString(Fn.select(0, Fn.split('-', RosPseudo.stackId)))}${pathSuffix(construct)}`;
}

/**
 * A name comes from the props or ends in the first group of the stack's id, 8 hexadecimal digits. So two
 * stacks never have the same name, and an update of a stack never changes it. `media-` and 8 digits fit in
 * the 16 characters of an instance name. Hexadecimal digits after a hyphen never contain one of the words
 * that Tablestore forbids.
 */
export function resourceNames(
  construct: Construct,
  props: Props,
  generation: Pick<FunctionGeneration, 'functionName'>,
): ResourceNames {
  const id = uniqueSuffix(construct);
  return {
    bucketName: props.bucketName ?? `media-metadata-${id}`,
    instanceName: props.instanceName ?? `${pathSuffix(construct) ? 'm' : 'media'}-${id}`,
    logProjectName: props.logProjectName ?? `media-metadata-${id}`,
    serviceName: props.serviceName ?? `media-metadata-${id}`,
    failureServiceName: props.failureServiceName ?? `media-metadata-failure-${id}`,
    functionName: props.functionName ?? generation.functionName('extract', id),
    failureFunctionName: props.failureFunctionName ?? generation.functionName('record-failure', id),
    serviceRoleName: props.serviceRoleName ?? `media-metadata-extract-${id}`,
    failureRoleName: props.failureRoleName ?? `media-metadata-failure-${id}`,
    triggerRoleName: props.triggerRoleName ?? `media-metadata-trigger-${id}`,
  };
}
