import { checkAsync, checkFunction } from '../function-limits';
import type { Generation } from '../generation';
import { LATEST } from '../qualifier';
import { ARN_FORM, formatArn, parseArn } from './function-arn';
import { LIMITS } from './function-limits';
import { context, environment, logFields, requestFields } from './platform-values';

export { api2 } from './http-api';

/** Function Compute 2: functions in services, `ALIYUN::FC::*` in templates. */
export const generation2: Generation = {
  hasServices: true,
  arnForm: ARN_FORM,
  formatArn,
  parseArn,
  defaultQualifier: LATEST,
  checkFunction: (options) => checkFunction(options, LIMITS),
  checkAsync: (options) => checkAsync(options, LIMITS),
  environment,
  context,
  logFields,
  recordsRequests: false,
  requestFields,
};
