import type { Construct } from '@alicloud/ros-cdk-core';
import type { FailureRole } from './failure-role';
import type { CloudFunction } from './function-generation';
import { type FunctionSurroundings, pipelineFunction } from './pipeline-function';

export interface FailureFunctionProps extends FunctionSurroundings {
  serviceName: string;
  functionName: string;
  role: FailureRole;
}

/**
 * The function that Function Compute hands an event to when it gives up describing its objects: it writes rows that say
 * so. Its role is its own, so that it can do no more than that.
 */
export function failureFunction(scope: Construct, props: FailureFunctionProps): CloudFunction {
  return pipelineFunction(scope, 'Failure', {
    ...props,
    descriptions: {
      service: 'Records media files that could not be described',
      function: 'Writes rows for the objects of an event that was given up',
    },
    handler: 'index.recordFailure',
    // Node needs about 80 MB and nothing of an object is read; 128 would leave no room for a large batch.
    memoryMB: 256,
    // It looks and writes, and mostly waits for the network: near the least that 256 MB can have (0.0625).
    cpu: 0.1,
    // The least there is: nothing is written to disk.
    diskSizeMB: 512,
    // A look and a row take some seconds with all their retries; a minute serves the objects of one event.
    timeoutSeconds: 60,
    // The most there is: nothing comes after it, and what it throws is the platform's own fault, such as an outage.
    asyncRetries: 8,
    // A week, the most that both generations of Function Compute take, to sit an outage out.
    asyncMaxAgeSeconds: 604_800,
  });
}
