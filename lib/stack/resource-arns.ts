import { SWEEP_TABLE } from '../../contract/sweep';
import type { Settings } from '../settings';
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
  /** Where the sweep keeps how far it is. Undefined without one. */
  sweepTable: string | undefined;
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
  sweep: Settings['sweep'];
}

export function resourceArns({
  generation,
  names,
  tableName,
  newsBus,
  sweep,
}: ResourceArnsProps): ResourceArns {
  const tableArn = (name: string): string => arn('ots', `instance/${names.instanceName}/table/${name}`);
  return {
    table: tableArn(tableName),
    sweepTable: sweep === 'off' ? undefined : tableArn(SWEEP_TABLE),
    logStore: arn('log', `project/${names.logProjectName}/logstore/${LOG_STORE}`),
    newsBus: newsBus && arn('eventbridge', `eventbus/${newsBus}`),
    function: generation.arnsOf(names.serviceName, names.functionName),
    failureFunction: generation.arnsOf(names.failureServiceName, names.failureFunctionName),
  };
}
