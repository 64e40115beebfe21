import type { FunctionName } from './function-name';
import type { InstanceSpec } from './instance-spec';
import type { FinishedRequest, Invocation, LogLine } from './invocation';
import type { AsyncOptions, FunctionOptions } from './service';

/** A function anywhere, as an ARN names it. */
export interface FunctionAddress extends FunctionName {
  region: string;
  accountId: string;
}

/**
 * What differs between the generations of Function Compute: how functions are named, what they may ask for, and what
 * they are given when they run. The API of each is beside it.
 */
export interface Generation {
  /** Whether its functions are in services, which then have their role and their logs. */
  readonly hasServices: boolean;
  /** How an ARN of a function looks, for messages. */
  readonly arnForm: string;
  formatArn(address: FunctionAddress): string;
  /** @returns undefined when `arn` names no function of this generation */
  parseArn(arn: string): FunctionAddress | undefined;
  /** What a trigger calls that names no version and no alias. */
  readonly defaultQualifier?: string;
  /** @throws FcError `InvalidArgument` that names every violation */
  checkFunction(options: FunctionOptions): void;
  /** @throws FcError `InvalidArgument` that names every violation */
  checkAsync(options: AsyncOptions): void;
  /** The variables that the platform adds to the function's own. */
  environment(spec: InstanceSpec, instanceId: string): Record<string, string>;
  /** The handler's second argument, without `logger`, which the runtime adds. */
  context(spec: InstanceSpec, invocation: Invocation): object;
  /** One line of a function's output as an entry of its logstore. */
  logFields(name: FunctionName, line: LogLine): Record<string, string>;
  /** Whether each invocation is recorded where nothing is said. */
  readonly recordsRequests: boolean;
  /** An invocation that ran as an entry of its logstore, beside its output. */
  requestFields(name: FunctionName, finished: FinishedRequest): Record<string, string>;
}

/** The generations that run here, one for functions in services and one for others. */
export class Generations {
  constructor(private readonly all: readonly Generation[]) {}

  of({ service }: Pick<FunctionName, 'service'>): Generation {
    const found = this.all.find(({ hasServices }) => hasServices === (service !== undefined));
    if (!found)
      throw new Error(
        `No generation of Function Compute runs functions ${service ? 'in' : 'without'} services.`,
      );
    return found;
  }
}

/** `SERVICE/FUNCTION`, or in Function Compute 3 `FUNCTION`: for people. */
export function labelOf({ service, fn }: FunctionName): string {
  return service === undefined ? fn : `${service}/${fn}`;
}
