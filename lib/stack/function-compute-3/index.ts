import type { FunctionGeneration } from '../function-generation';
import { functionArns } from './function-arns';
import { ossTrigger } from './oss-trigger';
import { RegionalFunction } from './regional-function';
import { timerTrigger } from './timer-trigger';

/** Functions without services, with the resource types `ALIYUN::FC3::…`. */
export const functionCompute3: FunctionGeneration = {
  // A region has one function of a name, as an account has one role of a name.
  functionName: (purpose, suffix) => `media-metadata-${purpose}-${suffix}`,
  arnsOf: (_, functionName) => functionArns(functionName),
  makeFunction: (scope, id, props) => new RegionalFunction(scope, id, props),
  makeOssTrigger: ossTrigger,
  makeTimerTrigger: timerTrigger,
};
