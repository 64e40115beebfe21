import type { Construct, Resource } from '@alicloud/ros-cdk-core';
import type { CloudRole } from './cloud-role';
import type { CodeAsset } from './code-asset';
import type { FunctionLogs } from './function-logs';

/**
 * Every generation has it. That its Debian 10 brings glibc 2.28 does not matter: mediainfo has its own loader and
 * libraries.
 */
export const RUNTIME = 'nodejs20';

/** The props of a function, in words that fit every generation of Function Compute. */
export interface CloudFunctionProps {
  /**
   * Only used in generations with services. Each function gets its own service, because role and logs belong
   * to the service.
   */
  serviceName: string;
  functionName: string;
  /** Descriptions of service and function in the console, at most 256 characters each. */
  descriptions: { service: string; function: string };
  role: CloudRole;
  logs: FunctionLogs;
  /**
   * Created before all resources of the function and deleted after them: when it is there, role and logs can be
   * used. Function Compute checks both when it is given them.
   */
  foundations: Resource;
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
  /** Receives events that failed for good. @default - they are dropped */
  onFailure?: CloudFunction;
  /** Created before the function and deleted after it. */
  after: Resource[];
  tags: Record<string, string>;
}

/** ARNs of a function, made from names: policies name functions that are not made yet. */
export interface FunctionArns {
  /** ARN without a qualifier, as destinations use it. */
  readonly functionArn: string;
  /**
   * The ARNs that a policy must name to allow an invocation: of the function, its versions and its aliases.
   */
  readonly invocationArns: string[];
}

/** A function as the other parts of the stack see it. */
export interface CloudFunction extends FunctionArns {
  readonly functionName: string;
  readonly function: Resource;
  /** Created last of the function's resources. What comes after it finds the function complete. */
  readonly dependency: Resource;
  /** Undefined in a generation without services. */
  readonly service?: Resource;
  readonly serviceName?: string;
}

/** A trigger through which OSS invokes a function. */
export interface OssTriggerProps {
  target: CloudFunction;
  bucketName: string;
  bucketArn: string;
  /** A role that OSS may assume and that may invoke the function. */
  invocationRoleArn: string;
  /** Full names of events, such as `oss:ObjectCreated:PutObject`. */
  events: string[];
  /** The beginning of keys; empty for any key. */
  prefix: string;
  /** The end of keys; empty for any key. */
  suffix: string;
}

/** A trigger that invokes a function at intervals. Function Compute keeps the time itself, so that no role is needed. */
export interface TimerTriggerProps {
  target: CloudFunction;
  triggerName: string;
  /** Minutes between two firings. */
  minutes: number;
  /** The message in each event. */
  message: string;
}

/**
 * One generation of Function Compute: its resource types for a function and a trigger, and the form of its
 * ARNs. Only its implementation knows which generation it is.
 */
export interface FunctionGeneration {
  /**
   * The name of a function for which none is set.
   * @param suffix makes a name unique in the account and region
   */
  functionName(purpose: 'extract' | 'record-failure', suffix: string): string;
  /** @param serviceName only used in generations with services */
  arnsOf(serviceName: string, functionName: string): FunctionArns;
  /** Logical ids of the resources begin with `id`. */
  makeFunction(scope: Construct, id: string, props: CloudFunctionProps): CloudFunction;
  /** The logical id of the trigger is `id`. */
  makeOssTrigger(scope: Construct, id: string, props: OssTriggerProps): Resource;
  /** The logical id of the trigger is `id`. */
  makeTimerTrigger(scope: Construct, id: string, props: TimerTriggerProps): Resource;
}
