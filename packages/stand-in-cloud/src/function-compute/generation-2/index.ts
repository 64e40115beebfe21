import type { Generation } from '../generation';
import { ARN_FORM, formatArn, parseArn } from './function-arn';
import { checkFunction } from './function-limits';
import { context, environment, logFields } from './platform-values';
import { LATEST, qualified, splitQualified } from './qualifier';

export { serveFunctionCompute } from './http-server';

/** Function Compute 2: functions in services, `ALIYUN::FC::*` in templates. */
export const generation2: Generation = {
  arnForm: ARN_FORM,
  formatArn,
  parseArn,
  qualified,
  splitQualified,
  defaultQualifier: LATEST,
  checkFunction,
  environment,
  context,
  logFields,
};
