import type { Cloud, StackDescription } from 'stand-in-cloud';
import { type Connection, OUTPUT_OF, type PipelineNames } from '../cloud/connection';

/** How a client reaches a cloud and a stack in it. */
export function connectionTo(cloud: Cloud, stack: StackDescription): Connection & Partial<PipelineNames> {
  const { oss, tablestore, fcEndpoint, rosEndpoint, stsEndpoint, region, ram, rootKey } = cloud;
  const { stackName, stackId, outputs } = stack;
  return {
    ossEndpoint: oss.endpoint,
    tablestoreEndpoint: tablestore.endpoint,
    fcEndpoint,
    rosEndpoint,
    stsEndpoint,
    region,
    accountId: ram.accountId,
    accessKeyId: rootKey.accessKeyId,
    accessKeySecret: rootKey.accessKeySecret,
    ...namesIn(outputs),
    stackName,
    stackId,
    outputs,
  };
}

/** Names from the outputs of this project's stack. Other stacks have no such outputs. */
function namesIn(outputs: Record<string, unknown>): Partial<PipelineNames> {
  const told = Object.entries(OUTPUT_OF).filter(([, output]) => typeof outputs[output] === 'string');
  return Object.fromEntries(told.map(([name, output]) => [name, outputs[output]]));
}
