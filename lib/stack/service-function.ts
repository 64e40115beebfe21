import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import * as fc from '@alicloud/ros-cdk-fc';
import { ENVIRONMENT, READING_MODE } from '../../contract/environment';
import type { Settings } from '../settings';
import { arn } from './arn';
import type { CloudRole } from './cloud-role';
import type { CodeAsset } from './code-asset';
import type { Endpoints } from './endpoints';
import type { FunctionLogs } from './function-logs';
import type { MetadataTable } from './metadata-table';

/** What both functions of the stack share. */
export interface FunctionSurroundings
  extends Pick<Settings, 'objectTimeoutSeconds' | 'stalledCpuSeconds' | 'reading' | 'tags'> {
  code: CodeAsset;
  logs: FunctionLogs;
  table: MetadataTable;
  endpoints: Endpoints;
}

export interface ServiceFunctionProps extends FunctionSurroundings {
  serviceName: string;
  functionName: string;
  /** At most 256 characters, of service and function, shown in the console. */
  descriptions: { service: string; function: string };
  role: CloudRole;
  /** `FILE.EXPORT` in the code package. */
  handler: string;
  memoryMB: number;
  /** vCPUs, in steps of 0.05. */
  cpu: number;
  diskSizeMB: number;
  timeoutSeconds: number;
  asyncRetries: number;
  asyncMaxAgeSeconds: number;
  /** Is given what fails for good. @default - it is dropped */
  onFailure?: ServiceFunction;
}

/**
 * A function in a service of its own, since in Function Compute 2 the role and the logs belong to the service. This is
 * the only place that knows the generation of Function Compute. Logical ids are `id` + `Service` and `id` + `Function`.
 */
export class ServiceFunction extends Construct {
  readonly serviceName: string;
  readonly functionName: string;
  /** ARN of the function without a qualifier, the form of a destination. */
  readonly functionArn: string;
  /** ARNs to allow an invocation on: calls of the service itself, and of its versions and aliases. */
  readonly invocationArns: string[];
  readonly dependency: Resource;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const service = new fc.Service(this, `${id}Service`, {
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

    const resource = new fc.Function(this, `${id}Function`, {
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
      environmentVariables: {
        [ENVIRONMENT.ossEndpoint]: props.endpoints.oss,
        [ENVIRONMENT.tablestoreEndpoint]: props.endpoints.tablestore,
        [ENVIRONMENT.tablestoreInstance]: props.table.instanceName,
        [ENVIRONMENT.table]: props.table.tableName,
        [ENVIRONMENT.objectTimeoutSeconds]: String(props.objectTimeoutSeconds),
        [ENVIRONMENT.stalledCpuSeconds]: String(props.stalledCpuSeconds),
        ...(props.reading === 'exact' ? {} : { [READING_MODE]: props.reading }),
      },
      asyncConfiguration: {
        maxAsyncRetryAttempts: props.asyncRetries,
        maxAsyncEventAgeInSeconds: props.asyncMaxAgeSeconds,
        destination: props.onFailure && { onFailure: props.onFailure.functionArn },
        // Events are many and small; their outcome stands in the rows and the logs.
        statefulInvocation: false,
      },
    });
    resource.addDependency(service);
    // An event must never come before the table, nor a removed table before the last event.
    resource.addDependency(props.table.dependency);
    if (props.onFailure) {
      // Function Compute looks for the destination when the function is made.
      resource.addDependency(props.onFailure.dependency);
    }

    this.serviceName = service.attrServiceName.toString();
    this.functionName = resource.attrFunctionName.toString();
    this.functionArn = arn('fc', `services/${this.serviceName}/functions/${this.functionName}`);
    this.invocationArns = [
      this.functionArn,
      // Wildcard: the qualifier. OSS calls what the trigger names, LATEST today, a version or an alias tomorrow.
      arn('fc', `services/${this.serviceName}.*/functions/${this.functionName}`),
    ];
    this.dependency = resource;
  }
}
