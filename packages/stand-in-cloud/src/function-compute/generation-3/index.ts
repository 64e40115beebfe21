import { checkAsync, checkFunction } from '../function-limits';
import type { Generation } from '../generation';
import { ARN_FORM, formatArn, parseArn } from './function-arn';
import { LIMITS } from './function-limits';
import { context, environment, logFields, requestFields } from './platform-values';

export { api3 } from './http-api';

/** Function Compute 3: functions alone, with role and logs of their own; `ALIYUN::FC3::*` in templates. */
export const generation3: Generation = {
  hasServices: false,
  arnForm: ARN_FORM,
  formatArn,
  parseArn,
  checkFunction: (options) => checkFunction(options, LIMITS),
  checkAsync: (options) => checkAsync(options, LIMITS),
  environment,
  context,
  logFields,
  // Page "LogConfig" of its API: the default is true.
  recordsRequests: true,
  requestFields,
};
