import type { Construct } from '@alicloud/ros-cdk-core';
import type { FailureRole } from './failure-role';
import type { CloudFunction } from './function-generation';
import { pipelineFunction, type SharedFunctionProps } from './pipeline-function';

export interface FailureFunctionProps extends SharedFunctionProps {
  serviceName: string;
  functionName: string;
  role: FailureRole;
}

/**
 * Function Compute calls this function with an event after it gave up describing the event's objects. It
 * writes rows that say so. It has its own role, so that it can do nothing else.
 */
export function failureFunction(scope: Construct, props: FailureFunctionProps): CloudFunction {
  return pipelineFunction(scope, 'Failure', {
    ...props,
    descriptions: {
      service: 'Records media files that could not be described',
      function: 'Writes rows for the objects of an event that was given up',
    },
    handler: 'index.recordFailure',
    // Node needs about 80 MB, and no object is read. 128 MB would be too little for a large batch.
    memoryMB: 256,
    // It mostly waits for the network. 256 MB need at least 0.0625 vCPU, and vCPUs come in steps of 0.05.
    cpu: 0.1,
    // The smallest size: nothing is written to disk.
    diskSizeMB: 512,
    // Asking OSS and writing a row take some seconds with all retries. One minute is enough for the objects
    // of one event.
    timeoutSeconds: 60,
    // The maximum: no other function handles its failures, and it only fails when the platform fails, as in
    // an outage.
    asyncRetries: 8,
    // A week, the maximum in both generations of Function Compute, so that events outlast an outage.
    asyncMaxAgeSeconds: 604_800,
  });
}
