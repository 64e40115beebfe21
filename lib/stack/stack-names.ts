import { Fn, RosPseudo, Token } from '@alicloud/ros-cdk-core';
import type { Settings } from '../settings';

/** The names that the stack gives to what must be unique in the account, the region or among all users. */
export interface StackNames {
  bucketName: string;
  instanceName: string;
  logProjectName: string;
  serviceName: string;
  failureServiceName: string;
  serviceRoleName: string;
  failureRoleName: string;
  triggerRoleName: string;
}

/**
 * Names come from the settings or end in the first group of the stack's own id, 8 hexadecimal digits: two stacks never
 * share them, and every update of one stack keeps them. `media-` plus 8 fits the 16 characters of an instance name, and
 * hexadecimal digits after a hyphen never spell one of the parts that Tablestore forbids.
 */
export function stackNames(settings: Settings): StackNames {
  const id = Token.asString(Fn.select(0, Fn.split('-', RosPseudo.stackId)));
  return {
    bucketName: settings.bucketName ?? `media-metadata-${id}`,
    instanceName: settings.instanceName ?? `media-${id}`,
    logProjectName: settings.logProjectName ?? `media-metadata-${id}`,
    serviceName: settings.serviceName ?? `media-metadata-${id}`,
    failureServiceName: settings.failureServiceName ?? `media-metadata-failure-${id}`,
    serviceRoleName: settings.serviceRoleName ?? `media-metadata-extract-${id}`,
    failureRoleName: settings.failureRoleName ?? `media-metadata-failure-${id}`,
    triggerRoleName: settings.triggerRoleName ?? `media-metadata-trigger-${id}`,
  };
}
