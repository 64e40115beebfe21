// The only door of this package: what is not exported here may change without notice.

// Faults, all of them decided by a seed or by the caller.
export { Chaos, type ChaosCounts, type ChaosRates } from './chaos';
// One service alone, for a test that needs no more.
export { type Clock, systemClock } from './clock';
// A cloud, and how it is started.
export { Cloud, type CloudOptions } from './cloud';
export { DataDirectoryError } from './data-directory';
// Stacks: `cloud.ros` takes templates as they are; an assembly is what a synthesis of the ROS CDK writes.
export { type Assembly, AssemblyError, readAssembly, uploadAssets } from './deploy-assembly';
// A function's code and the Node.js script that runs it, for those who start instances themselves.
export { unpackCode } from './function-compute/code-package';
export { type DeliveryPlan, faithfulPlan } from './function-compute/delivery-plan';
// What can be seen of Function Compute that a client of the real service does not see.
export type { Holdings, InstanceHoldings } from './function-compute/holdings';
export type { Problem } from './function-compute/problems';
export { seededRandom } from './function-compute/seeded-random';
export { removeTree } from './function-compute/tree';
export type { Conditions as OssConditions, Fault as OssFault } from './oss/conditions';
export { OssServer, type OssServerOptions } from './oss/server';
export type { OssEventRecord } from './oss/service';
export type { Authority, Credentials, KeyLookup, Principal } from './ram/authority';
export { Ram } from './ram/ram';
export { RosError, TemplateError } from './ros/errors';
export { resourceTypes } from './ros/resources';
export { type StackDescription, type StackEvent, StackFailedError } from './ros/stack';
export { BOOTSTRAP_FILE } from './runtime-files';
export type { Fault as TablestoreFault } from './tablestore/faults';
export { TablestoreServer, type TablestoreServerOptions } from './tablestore/server';
