import { Construct } from '@alicloud/ros-cdk-core';
import * as fc from '@alicloud/ros-cdk-fc';
import { arn } from '../arn';
import type { CloudFunction, CloudFunctionProps } from '../function-generation';
import { logicalId } from '../logical-ids';

/**
 * A function in a service of its own, since the role and the logs belong to the service. Logical ids are `id` + `Service`
 * and `id` + `Function`.
 */
export class ServiceFunction extends Construct implements CloudFunction {
  readonly service: fc.Service;
  readonly function: fc.Function;
  readonly serviceName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly invocationArns: string[];

  constructor(scope: Construct, id: string, props: CloudFunctionProps) {
    super(scope, id);
    const service = new fc.Service(this, logicalId(this, `${id}Service`), {
      serviceName: props.serviceName,
      description: props.descriptions.service,
      role: props.role.roleArn,
      logConfig: {
        project: props.logs.logProjectName,
        logstore: props.logs.logStoreName,
        // A message of several lines, such as a stack trace, stays one entry.
        logBeginRule: 'DefaultRegex',
        // Duration and memory of each request, which tell whether memory and timeout fit the media.
        enableRequestMetrics: true,
      },
      // The function calls internal endpoints only, but no document promises them to a service without Internet access.
      internetAccess: true,
      tags: Object.entries(props.tags).map(([key, value]) => ({ key, value })),
    });
    // Function Compute checks role and logstore when the service is made; logs before the index would not be found.
    service.addDependency(props.role.dependency);
    service.addDependency(props.logs.dependency);

    const resource = new fc.Function(this, logicalId(this, `${id}Function`), {
      serviceName: service.attrServiceName,
      functionName: props.functionName,
      description: props.descriptions.function,
      // Debian 10 (glibc 2.28) below it does not matter: mediainfo brings its own loader and libraries.
      runtime: 'nodejs20',
      handler: props.handler,
      code: props.code.location,
      memorySize: props.memoryMB,
      cpu: props.cpu,
      diskSize: props.diskSizeMB,
      timeout: props.timeoutSeconds,
      // One event at a time, so that memory, CPU and the time of one object never depend on a neighbour's file.
      instanceConcurrency: 1,
      environmentVariables: props.environment,
      asyncConfiguration: {
        maxAsyncRetryAttempts: props.asyncRetries,
        maxAsyncEventAgeInSeconds: props.asyncMaxAgeSeconds,
        destination: props.onFailure && { onFailure: props.onFailure.functionArn },
        // Events are many and small; their outcome stands in the rows and the logs.
        statefulInvocation: false,
      },
    });
    resource.addDependency(service);
    for (const earlier of props.after) resource.addDependency(earlier);
    if (props.onFailure) {
      // Function Compute looks for the destination when the function is made.
      resource.addDependency(props.onFailure.function);
    }

    this.service = service;
    this.function = resource;
    this.serviceName = service.attrServiceName.toString();
    this.functionName = resource.attrFunctionName.toString();
    this.functionArn = arn('fc', `services/${this.serviceName}/functions/${this.functionName}`);
    this.invocationArns = [
      this.functionArn,
      // Wildcard: the qualifier. OSS calls what the trigger names, LATEST today, a version or an alias tomorrow.
      arn('fc', `services/${this.serviceName}.*/functions/${this.functionName}`),
    ];
  }
}
