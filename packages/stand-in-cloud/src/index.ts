// The only door of this package: what is not exported here may change without notice.

// A cloud, and how it is started.

export { Cloud } from './cloud';
export type { CloudOptions } from './cloud-options';
export { DamagedDataError, DataDirectoryError, type OnNotice } from './storage/errors';

// Stacks: `cloud.ros` deploys templates.

export { RosError, TemplateError } from './ros/errors';
export { resourceTypes } from './ros/resources';
export { type StackDescription, type StackEvent, StackFailedError } from './ros/stack';

// Faults. A seed decides them, or the caller.

export { Chaos, type ChaosCounts, type ChaosRates } from './chaos';
export { type DeliveryPlan, faithfulPlan } from './function-compute/delivery-plan';
export type { OssConditions, OssFault } from './oss/conditions';
export { seededRandom } from './seeded-random';
export { SEVERINGS, type Severing } from './severing';
export type { TablestoreFault } from './tablestore/faults';

// What the stand-in shows of Function Compute and the real service does not.

export type { FailedInvocation } from './function-compute/failed-invocation';
export type { Holdings, InstanceHoldings } from './function-compute/holdings';
export type { Problem } from './function-compute/problems';

// One service alone, for a test that needs no more.

export { type Clock, systemClock } from './clock';
export { OssServer, type OssServerOptions } from './oss/server';
export type { OssEventRecord } from './oss/service';
export type { Authority, Credentials, KeyLookup, Principal } from './ram/authority';
export { Ram } from './ram/ram';
export type { RowWatcher } from './tablestore/row-watcher';
export { TablestoreServer, type TablestoreServerOptions } from './tablestore/server';

// A function's code, and the Node.js script that runs it, for those who start instances themselves.

export { unpackCode } from './function-compute/code-package';
export { removeTree } from './function-compute/tree';
export { BOOTSTRAP_FILE } from './runtime-files';
