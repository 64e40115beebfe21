export * as eventBridge from './event-bridge';
export * as functionCompute from './function-compute';
export * as logService from './log-service';
export * as oss from './oss';
export * as ram from './ram';
export type { Range } from './range';
export * as ros from './ros';
export * as tablestore from './tablestore';
export * as timer from './timer';
