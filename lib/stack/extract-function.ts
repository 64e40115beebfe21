import type { Construct } from '@alicloud/ros-cdk-core';
import type { Settings } from '../settings';
import type { FailureFunction } from './failure-function';
import { type FunctionSurroundings, ServiceFunction } from './service-function';
import type { ServiceRole } from './service-role';

export interface ExtractFunctionProps
  extends FunctionSurroundings,
    Pick<
      Settings,
      | 'functionName'
      | 'memoryMB'
      | 'cpu'
      | 'diskSizeMB'
      | 'timeoutSeconds'
      | 'asyncRetries'
      | 'asyncMaxAgeSeconds'
    > {
  serviceName: string;
  role: ServiceRole;
  onFailure: FailureFunction;
}

/** The function that describes objects. */
export class ExtractFunction extends ServiceFunction {
  constructor(scope: Construct, id: string, props: ExtractFunctionProps) {
    super(scope, id, {
      ...props,
      descriptions: {
        service: 'Describes media files in OSS with MediaInfo',
        function: 'Describes each uploaded object in one Tablestore row',
      },
      handler: 'index.handler',
    });
  }
}
