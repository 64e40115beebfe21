import type { Construct, Resource } from '@alicloud/ros-cdk-core';
import type { Settings } from '../settings';
import { extractFunction } from './extract-function';
import { failureFunction } from './failure-function';
import type { Foundations, Roles } from './foundations';
import type { CloudFunction } from './function-generation';
import { ObjectTrigger } from './object-trigger';
import type { SharedFunctionProps } from './pipeline-function';
import type { ResourceNames } from './resource-names';
import type { ISourceBucket } from './source-bucket';
import { SweepTrigger } from './sweep-trigger';

export interface DescribingFunctionsProps
  extends Omit<SharedFunctionProps, 'foundations' | 'logs'>,
    Pick<
      Settings,
      | 'asyncMaxAgeSeconds'
      | 'asyncRetries'
      | 'cpu'
      | 'diskSizeMB'
      | 'memoryMB'
      | 'symlinks'
      | 'timeoutSeconds'
    > {
  names: ResourceNames;
  foundations: Foundations;
  roles: Roles;
  source: ISourceBucket;
}

export interface DescribingFunctions {
  extract: CloudFunction;
  failure: CloudFunction;
  trigger: Resource;
  /** Undefined without a sweep. */
  sweepTrigger: Resource | undefined;
}

/** The function that describes objects, the one for its failures, and the trigger that brings events. */
export function describingFunctions(
  scope: Construct,
  { names, foundations, roles, source, ...props }: DescribingFunctionsProps,
): DescribingFunctions {
  const { logs, ready } = foundations;
  const shared = { ...props, logs, foundations: ready };
  // It is created before the function whose failures it handles: that function needs its ARN and may invoke
  // only it.
  const failure = failureFunction(scope, {
    ...shared,
    // It describes nothing.
    objectTags: false,
    // It never checks itself, so there is nothing to refuse.
    selfCheck: true,
    // It is invoked by failures only.
    sweep: 'off',
    serviceName: names.failureServiceName,
    functionName: names.failureFunctionName,
    role: roles.failure,
  });
  const extract = extractFunction(scope, {
    ...shared,
    serviceName: names.serviceName,
    functionName: names.functionName,
    role: roles.service,
    onFailure: failure,
  });
  const { trigger } = new ObjectTrigger(scope, 'Trigger', {
    ...props,
    source,
    target: extract,
    role: roles.trigger,
    ready: props.table.ready,
  });
  const sweep =
    props.sweep === 'off'
      ? undefined
      : new SweepTrigger(scope, 'Sweep', { ...props, target: extract, ready: props.table.ready });
  return { extract, failure, trigger, sweepTrigger: sweep?.trigger };
}
