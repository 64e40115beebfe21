import { Construct } from '@alicloud/ros-cdk-core';
import * as fc from '@alicloud/ros-cdk-fc';
import type { CloudFunction, CloudFunctionProps } from '../function-generation';
import { programOf, surroundingsOf } from '../function-properties';
import { logicalId } from '../logical-ids';
import { functionArns } from './function-arns';

/**
 * A function in its own service, because in Function Compute 2 the role and the logs belong to the service.
 * Logical ids are `id` + `Service` and `id` + `Function`.
 */
export class ServiceFunction extends Construct implements CloudFunction {
  readonly service: fc.Service;
  readonly function: fc.Function;
  readonly dependency: fc.Function;
  readonly serviceName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly invocationArns: string[];

  constructor(scope: Construct, id: string, props: CloudFunctionProps) {
    super(scope, id);
    const service = new fc.Service(this, logicalId(this, `${id}Service`), {
      serviceName: props.serviceName,
      description: props.descriptions.service,
      ...surroundingsOf(props),
    });
    service.addDependency(props.foundations);

    const resource = new fc.Function(this, logicalId(this, `${id}Function`), {
      serviceName: service.attrServiceName,
      functionName: props.functionName,
      ...programOf(props),
      // One event at a time, so that events do not compete for memory, CPU and time.
      instanceConcurrency: 1,
      asyncConfiguration: {
        maxAsyncRetryAttempts: props.asyncRetries,
        maxAsyncEventAgeInSeconds: props.asyncMaxAgeSeconds,
        destination: props.onFailure && { onFailure: props.onFailure.functionArn },
        // Events are many and small. Their results are in the rows and the logs.
        statefulInvocation: false,
      },
    });
    resource.addDependency(service);
    for (const earlier of props.after) resource.addDependency(earlier);
    if (props.onFailure) {
      // Function Compute checks the destination when the function is created.
      resource.addDependency(props.onFailure.dependency);
    }

    this.service = service;
    this.function = resource;
    this.dependency = resource;
    this.serviceName = service.attrServiceName.toString();
    this.functionName = resource.attrFunctionName.toString();
    const { functionArn, invocationArns } = functionArns(props.serviceName, props.functionName);
    this.functionArn = functionArn;
    this.invocationArns = invocationArns;
  }
}
