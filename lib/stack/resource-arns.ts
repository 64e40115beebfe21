import { arn } from './arn';
import type { FunctionArns, FunctionGeneration } from './function-generation';
import { LOG_STORE } from './function-logs';
import type { ResourceNames } from './resource-names';

/**
 * ARNs that are made from names alone. Roles come first in a deployment, long before what they may use is
 * there, so their policies cannot refer to its resources.
 */
export interface ResourceArns {
  table: string;
  logStore: string;
  /** Undefined without `newsBus`. */
  newsBus: string | undefined;
  function: FunctionArns;
  failureFunction: FunctionArns;
}

export interface ResourceArnsProps {
  generation: FunctionGeneration;
  names: ResourceNames;
  tableName: string;
  newsBus?: string;
}

export function resourceArns({ generation, names, tableName, newsBus }: ResourceArnsProps): ResourceArns {
  return {
    table: arn('ots', `instance/${names.instanceName}/table/${tableName}`),
    logStore: arn('log', `project/${names.logProjectName}/logstore/${LOG_STORE}`),
    newsBus: newsBus && arn('eventbridge', `eventbus/${newsBus}`),
    function: generation.arnsOf(names.serviceName, names.functionName),
    failureFunction: generation.arnsOf(names.failureServiceName, names.failureFunctionName),
  };
}
