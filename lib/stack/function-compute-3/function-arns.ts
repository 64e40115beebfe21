import { arn } from '../arn';
import type { FunctionArns } from '../function-generation';

export function functionArns(functionName: string): FunctionArns {
  const functionArn = arn('fc', `functions/${functionName}`);
  // The wildcard stands for the qualifier. OSS calls the one that the trigger names: LATEST now, perhaps a
  // version or an alias later.
  return { functionArn, invocationArns: [functionArn, `${functionArn}/*`] };
}
