import { arn } from '../arn';
import type { FunctionArns } from '../function-generation';

export function functionArns(serviceName: string, functionName: string): FunctionArns {
  const functionArn = arn('fc', `services/${serviceName}/functions/${functionName}`);
  return {
    functionArn,
    // The wildcard stands for the qualifier. OSS calls the one that the trigger names: LATEST now, perhaps a
    // version or an alias later.
    invocationArns: [functionArn, arn('fc', `services/${serviceName}.*/functions/${functionName}`)],
  };
}
