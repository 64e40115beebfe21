import type { Construct, Resource } from '@alicloud/ros-cdk-core';
import type { CloudRole } from './cloud-role';
import type { CodeAsset } from './code-asset';
import type { FunctionLogs } from './function-logs';

/** A function, in words that every generation of Function Compute knows. */
export interface CloudFunctionProps {
  /** Where functions belong to a service. Each has one of its own, as the role and the logs are the service's. */
  serviceName: string;
  functionName: string;
  /** At most 256 characters, of service and function, shown in the console. */
  descriptions: { service: string; function: string };
  role: CloudRole;
  logs: FunctionLogs;
  code: CodeAsset;
  /** `FILE.EXPORT` in the code package. */
  handler: string;
  environment: Record<string, string>;
  memoryMB: number;
  /** vCPUs, in steps of 0.05. */
  cpu: number;
  diskSizeMB: number;
  timeoutSeconds: number;
  asyncRetries: number;
  asyncMaxAgeSeconds: number;
  /** Is given what fails for good. @default - it is dropped */
  onFailure?: CloudFunction;
  /** Made before the function and removed after it. */
  after: Resource[];
  tags: Record<string, string>;
}

/** A function as the rest of the stack sees it. */
export interface CloudFunction {
  readonly functionName: string;
  /** ARN without a qualifier, the form of a destination. */
  readonly functionArn: string;
  /** ARNs to allow an invocation on: of the function itself, and of its versions and aliases. */
  readonly invocationArns: string[];
  /** The function as a resource, the last of its resources to be made. */
  readonly function: Resource;
  /** Undefined in a generation without services. */
  readonly service?: Resource;
  readonly serviceName?: string;
}

/** A trigger by which OSS invokes a function. */
export interface OssTriggerProps {
  target: CloudFunction;
  bucketName: string;
  bucketArn: string;
  /** Of a role that OSS may assume and that may invoke the function. */
  invocationRoleArn: string;
  /** Full names of events, such as `oss:ObjectCreated:PutObject`. */
  events: string[];
  /** Keys must begin with it; empty: any. */
  prefix: string;
  /** Keys must end with it; empty: any. */
  suffix: string;
}

/**
 * One generation of Function Compute: the resource types that make a function and its trigger, and the form of its ARNs.
 * Nothing outside of an implementation knows which one it is.
 */
export interface FunctionGeneration {
  /** Logical ids of the resources begin with `id`. */
  makeFunction(scope: Construct, id: string, props: CloudFunctionProps): CloudFunction;
  /** The logical id of the trigger is `id`. */
  makeOssTrigger(scope: Construct, id: string, props: OssTriggerProps): Resource;
}
