import { Construct } from '@alicloud/ros-cdk-core';
import * as fc3 from '@alicloud/ros-cdk-fc3';
import type { CloudFunction, CloudFunctionProps } from '../function-generation';
import { programOf, surroundingsOf } from '../function-properties';
import { logicalId } from '../logical-ids';
import { functionArns } from './function-arns';

/**
 * A function without a service, so that its name is unique in the region, and with its role and logs. What holds for
 * asynchronous invocations is a resource of its own. Logical ids are `id` + `Function` and `id` + `AsyncInvokeConfig`.
 */
export class RegionalFunction extends Construct implements CloudFunction {
  readonly function: fc3.Function;
  readonly dependency: fc3.AsyncInvokeConfig;
  readonly functionName: string;
  readonly functionArn: string;
  readonly invocationArns: string[];

  constructor(scope: Construct, id: string, props: CloudFunctionProps) {
    super(scope, id);
    const resource = new fc3.Function(this, logicalId(this, `${id}Function`), {
      functionName: props.functionName,
      ...surroundingsOf(props),
      ...programOf(props),
      // No concurrency: an instance of a built-in runtime has one request at a time in this generation.
    });
    for (const earlier of [props.foundations, ...props.after]) resource.addDependency(earlier);

    const config = new fc3.AsyncInvokeConfig(this, logicalId(this, `${id}AsyncInvokeConfig`), {
      functionName: resource.attrFunctionName,
      maxAsyncRetryAttempts: props.asyncRetries,
      maxAsyncEventAgeInSeconds: props.asyncMaxAgeSeconds,
      destinationConfig: props.onFailure && { onFailure: { destination: props.onFailure.functionArn } },
      // Events are many and small. Their results are in the rows and the logs.
      asyncTask: false,
    });
    config.addDependency(resource);
    // Function Compute checks the destination when this is created.
    if (props.onFailure) config.addDependency(props.onFailure.dependency);

    this.function = resource;
    this.dependency = config;
    this.functionName = resource.attrFunctionName.toString();
    const { functionArn, invocationArns } = functionArns(props.functionName);
    this.functionArn = functionArn;
    this.invocationArns = invocationArns;
  }
}
