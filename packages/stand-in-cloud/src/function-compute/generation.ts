import type { InstanceSpec } from './instance-spec';
import type { Invocation, LogLine } from './invocation';
import type { FunctionOptions } from './service';

/** A function by its names. */
export interface FunctionName {
  service: string;
  /** Version or alias. @default the generation's own */
  qualifier?: string;
  fn: string;
}

/** A function anywhere, as an ARN names it. */
export interface FunctionAddress extends FunctionName {
  region: string;
  accountId: string;
}

/**
 * What differs between the generations of Function Compute: how functions are named, what they may ask for, and what
 * they are given when they run. The API is served beside it, by a function of the generation.
 */
export interface Generation {
  /** How an ARN of a function looks, for messages. */
  readonly arnForm: string;
  formatArn(address: FunctionAddress): string;
  /** @returns undefined when `arn` names no function of this generation */
  parseArn(arn: string): FunctionAddress | undefined;
  /** The service in the form that requests and policies use: with the qualifier, if there is one. */
  qualified(name: Pick<FunctionName, 'service' | 'qualifier'>): string;
  /**
   * Reads what `qualified` writes.
   * @throws FcError `VersionNotFound` or `AliasNotFound` for a qualifier that does not exist
   */
  splitQualified(service: string): Pick<FunctionName, 'service' | 'qualifier'>;
  /** What a caller means who names no version and no alias, such as a trigger. */
  readonly defaultQualifier: string;
  /** @throws FcError `InvalidArgument` that names every violation */
  checkFunction(options: FunctionOptions): void;
  /** The variables that the platform adds to the function's own. */
  environment(spec: InstanceSpec, instanceId: string): Record<string, string>;
  /** The handler's second argument, without `logger`, which the runtime adds. */
  context(spec: InstanceSpec, invocation: Invocation): object;
  /** One line of a function's output as an entry of its logstore. */
  logFields(name: FunctionName, line: LogLine): Record<string, string>;
}
