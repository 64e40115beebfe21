import type { Construct } from '@alicloud/ros-cdk-core';
import type { Settings } from '../settings';
import type { CloudFunction } from './function-generation';
import { pipelineFunction, type SharedFunctionProps } from './pipeline-function';
import type { ServiceRole } from './service-role';

export interface ExtractFunctionProps
  extends SharedFunctionProps,
    Pick<
      Settings,
      'memoryMB' | 'cpu' | 'diskSizeMB' | 'timeoutSeconds' | 'asyncRetries' | 'asyncMaxAgeSeconds'
    > {
  serviceName: string;
  functionName: string;
  role: ServiceRole;
  onFailure: CloudFunction;
}

/** The function that describes objects. */
export function extractFunction(scope: Construct, props: ExtractFunctionProps): CloudFunction {
  return pipelineFunction(scope, 'Extract', {
    ...props,
    descriptions: {
      service: 'Describes media files in OSS with MediaInfo',
      function: 'Describes each uploaded object in one Tablestore row',
    },
    handler: 'index.handler',
  });
}
