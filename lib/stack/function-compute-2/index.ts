import type { FunctionGeneration } from '../function-generation';
import { functionArns } from './function-arns';
import { ossTrigger } from './oss-trigger';
import { ServiceFunction } from './service-function';
import { timerTrigger } from './timer-trigger';

/** Functions in services, with the resource types `ALIYUN::FC::…`. */
export const functionCompute2: FunctionGeneration = {
  // The service's name is unique already.
  functionName: (purpose) => purpose,
  arnsOf: functionArns,
  makeFunction: (scope, id, props) => new ServiceFunction(scope, id, props),
  makeOssTrigger: ossTrigger,
  makeTimerTrigger: timerTrigger,
};
