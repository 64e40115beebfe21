import type { Principal } from '../ram/authority';
import type { FunctionName } from './function-name';

/** How the lines of an instance become entries: each is one, or one begins only at a line that begins with a date. */
export type LogBeginRule = 'None' | 'DefaultRegex';

/** Where the output of functions goes. */
export interface LogConfig {
  project: string;
  logstore: string;
  /** How lines become entries. @default each is one */
  logBeginRule?: LogBeginRule;
  /** Whether each invocation is also recorded with what it took. @default the generation's */
  requestMetrics?: boolean;
}

export interface ServiceOptions {
  description?: string;
  role?: string;
  logConfig?: LogConfig;
  internetAccess?: boolean;
}

export interface AsyncOptions {
  /** ARNs. */
  onSuccess?: string;
  onFailure?: string;
  maxAsyncEventAgeInSeconds?: number;
  maxAsyncRetryAttempts?: number;
}

/** A zip in OSS, or the zip itself. */
export type CodeOptions = { ossBucketName: string; ossObjectName: string } | { zip: Buffer };

export interface FunctionOptions {
  description?: string;
  runtime: string;
  handler: string;
  code: CodeOptions;
  memorySizeMB: number;
  cpu?: number;
  diskSizeMB?: number;
  timeoutSeconds: number;
  instanceConcurrency?: number;
  environment?: Record<string, string>;
  async?: AsyncOptions;
  /** Role, logs and network of a function in no service. */
  home?: ServiceOptions;
}

interface AnyTriggerOptions {
  description?: string;
  qualifier?: string;
}

export interface OssTriggerOptions extends AnyTriggerOptions {
  type: 'oss';
  /** ARN of the bucket. */
  sourceArn: string;
  /** ARN of the role that OSS assumes to invoke the function. */
  invocationRole: string;
  events: string[];
  prefix?: string;
  suffix?: string;
}

/** Function Compute itself keeps the time, so that no role is needed. */
export interface TimerTriggerOptions extends AnyTriggerOptions {
  type: 'timer';
  /** `@every 10m`, or six fields of cron. */
  cronExpression: string;
  /** Whether it fires. @default false */
  enable?: boolean;
  /** The message in each event. @default empty */
  payload?: string;
  /** Taken and without effect, as by the service. */
  sourceArn?: string;
  invocationRole?: string;
}

export type TriggerOptions = OssTriggerOptions | TimerTriggerOptions;

export interface InvocationResult {
  requestId: string;
  /** The handler's answer, or the error object that the runtime makes of what it threw. */
  payload: string;
  /** `HandledInvocationError`, `UnhandledInvocationError` or absent. */
  errorType?: string;
}

/** Function Compute for callers in this process, such as the template engine. Throws FcError. */
export interface FunctionComputeService {
  createService(name: string, options: ServiceOptions): Promise<void>;
  updateService(name: string, options: ServiceOptions): Promise<void>;
  /** Refuses a service that still has functions. */
  deleteService(name: string): Promise<void>;
  /** Fetches and unpacks the code object. */
  createFunction(name: FunctionName, options: FunctionOptions): Promise<void>;
  updateFunction(name: FunctionName, options: Partial<FunctionOptions>): Promise<void>;
  /** Refuses a function that still has triggers. */
  deleteFunction(name: FunctionName): Promise<void>;
  /** Makes or replaces the settings of asynchronous invocations. */
  putAsyncOptions(name: FunctionName, options: AsyncOptions): Promise<void>;
  /** Throws FcError `AsyncConfigNotExists` when there are none. */
  deleteAsyncOptions(name: FunctionName): Promise<void>;
  createTrigger(fn: FunctionName, name: string, options: TriggerOptions): Promise<void>;
  updateTrigger(fn: FunctionName, name: string, options: TriggerOptions): Promise<void>;
  deleteTrigger(fn: FunctionName, name: string): Promise<void>;
  /** Needs `fc:InvokeFunction` on the function's ARN, in the form that `name` has: with a qualifier or without. */
  invoke(caller: Principal, name: FunctionName, payload: Buffer): Promise<InvocationResult>;
  /** Accepts an event and answers at once with its request id. */
  invokeAsync(caller: Principal, name: FunctionName, payload: Buffer): Promise<string>;
  /** Asynchronous events that have not ended. */
  readonly backlog: number;
  /** Resolves when no asynchronous event is waiting or running. */
  idle(): Promise<void>;
  /** Stops every instance and removes the unpacked code. Events that have not ended wait for a later process. */
  close(): Promise<void>;
}
