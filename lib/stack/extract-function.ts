import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import * as fc from '@alicloud/ros-cdk-fc';
import { ENVIRONMENT } from '../../functions/extract/environment';
import type { Settings } from '../settings';
import { arn } from './arn';
import type { CodeAsset } from './code-asset';
import type { Endpoints } from './endpoints';
import type { FunctionLogs } from './function-logs';
import type { MetadataTable } from './metadata-table';
import type { ServiceRole } from './service-role';

export interface ExtractFunctionProps
  extends Pick<
    Settings,
    | 'functionName'
    | 'memoryMB'
    | 'cpu'
    | 'diskSizeMB'
    | 'timeoutSeconds'
    | 'objectTimeoutSeconds'
    | 'asyncRetries'
    | 'asyncMaxAgeSeconds'
    | 'tags'
  > {
  serviceName: string;
  code: CodeAsset;
  role: ServiceRole;
  logs: FunctionLogs;
  table: MetadataTable;
  endpoints: Endpoints;
}

/**
 * The function that describes objects, in a service of its own, since in Function Compute 2 the role and the logs belong
 * to the service. This is the only place that knows the generation of Function Compute.
 */
export class ExtractFunction extends Construct {
  readonly serviceName: string;
  readonly functionName: string;
  /** ARNs to allow an invocation on: calls of the service itself, and of its versions and aliases. */
  readonly invocationArns: string[];
  readonly dependency: Resource;

  constructor(scope: Construct, id: string, props: ExtractFunctionProps) {
    super(scope, id);
    const service = new fc.Service(this, 'ExtractService', {
      serviceName: props.serviceName,
      description: 'Describes media files in OSS with MediaInfo',
      role: props.role.roleArn,
      logConfig: {
        project: props.logs.logProjectName,
        logstore: props.logs.logStoreName,
        // A message of several lines, such as a stack trace, stays one entry.
        logBeginRule: 'DefaultRegex',
        // Duration and memory of each request, which tell whether `memoryMB` and `timeoutSeconds` fit the media.
        enableRequestMetrics: true,
      },
      // The function calls internal endpoints only, but no document promises them to a service without Internet access.
      internetAccess: true,
      tags: Object.entries(props.tags).map(([key, value]) => ({ key, value })),
    });
    // Function Compute checks role and logstore when the service is made; logs before the index would not be found.
    service.addDependency(props.role.dependency);
    service.addDependency(props.logs.dependency);

    const extract = new fc.Function(this, 'ExtractFunction', {
      serviceName: service.attrServiceName,
      functionName: props.functionName,
      description: 'Describes each uploaded object in one Tablestore row',
      // Debian 10 (glibc 2.28) below it does not matter: mediainfo brings its own loader and libraries.
      runtime: 'nodejs20',
      handler: 'index.handler',
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
      },
      asyncConfiguration: {
        maxAsyncRetryAttempts: props.asyncRetries,
        maxAsyncEventAgeInSeconds: props.asyncMaxAgeSeconds,
        // Events are many and small; their outcome stands in the rows and the logs.
        statefulInvocation: false,
      },
    });
    extract.addDependency(service);
    // An event must never come before the table, nor a removed table before the last event.
    extract.addDependency(props.table.dependency);

    this.serviceName = service.attrServiceName.toString();
    this.functionName = extract.attrFunctionName.toString();
    this.invocationArns = [
      arn('fc', `services/${this.serviceName}/functions/${this.functionName}`),
      // Wildcard: the qualifier. OSS calls what the trigger names, LATEST today, a version or an alias tomorrow.
      arn('fc', `services/${this.serviceName}.*/functions/${this.functionName}`),
    ];
    this.dependency = extract;
  }
}
