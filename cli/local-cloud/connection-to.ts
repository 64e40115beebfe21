import type { Cloud } from 'stand-in-cloud';
import { type Connection, OUTPUT_OF, type PipelineNames } from '../cloud/connection';
import type { StackState } from '../cloud/ros-types';

/** How a client reaches a cloud and a stack in it. */
export function connectionTo(
  cloud: Cloud,
  stack: Pick<StackState, 'id' | 'name' | 'outputs'>,
): Connection & Partial<PipelineNames> {
  const { oss, tablestore, fcEndpoint, rosEndpoint, stsEndpoint, ramEndpoint, quotasEndpoint } = cloud;
  const { logEndpoint, region, ram, rootKey } = cloud;
  const outputs = Object.fromEntries(stack.outputs.map((one) => [one.OutputKey, one.OutputValue]));
  const names = namesIn(outputs);
  return {
    ossEndpoint: oss.endpoint,
    tablestoreEndpoint: tablestore.endpoint,
    fcEndpoint,
    rosEndpoint,
    stsEndpoint,
    ramEndpoint,
    quotasEndpoint,
    logEndpoint,
    region,
    accountId: ram.accountId,
    accessKeyId: rootKey.accessKeyId,
    accessKeySecret: rootKey.accessKeySecret,
    ...names,
    stackName: stack.name,
    stackId: stack.id,
    outputs,
    clients: clientOptions(cloud, names),
  };
}

/** Names from the outputs of this project's stack. Other stacks have no such outputs. */
function namesIn(outputs: Record<string, unknown>): Partial<PipelineNames> {
  const told = Object.entries(OUTPUT_OF).filter(([, output]) => typeof outputs[output] === 'string');
  return Object.fromEntries(told.map(([name, output]) => [name, outputs[output]]));
}

/** Whoever uses an official Node.js client has all that its constructor needs. */
function clientOptions(
  { oss, tablestore, logEndpoint, rosEndpoint, stsEndpoint, region, rootKey }: Cloud,
  { bucket, instance }: Partial<PipelineNames>,
): Connection['clients'] {
  const { accessKeyId, accessKeySecret } = rootKey;
  const apiClient = (endpoint: string) => ({
    endpoint: new URL(endpoint).host,
    protocol: 'HTTP',
    regionId: region,
    accessKeyId,
    accessKeySecret,
  });
  return {
    'ali-oss': {
      endpoint: oss.endpoint,
      region: `oss-${region}`,
      accessKeyId,
      accessKeySecret,
      // V1 is refused, as of new accounts, and on loopback a bucket cannot be part of the host name.
      authorizationV4: true,
      sldEnable: true,
      ...(bucket === undefined ? {} : { bucket }),
    },
    tablestore: {
      endpoint: tablestore.endpoint,
      accessKeyId,
      secretAccessKey: accessKeySecret,
      ...(instance === undefined ? {} : { instancename: instance }),
    },
    '@alicloud/log': { endpoint: logEndpoint, accessKeyId, accessKeySecret },
    '@alicloud/ros20190910': apiClient(rosEndpoint),
    '@alicloud/sts20150401': apiClient(stsEndpoint),
  };
}
