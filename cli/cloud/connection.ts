/**
 * The first line that `media local` prints, as JSON: how to reach the cloud on this machine and the stack in it. It holds
 * the keys of that cloud, which open nothing else.
 */
export interface Connection {
  /** With scheme, without bucket. */
  ossEndpoint: string;
  tablestoreEndpoint: string;
  /** API of Function Compute, with scheme. */
  fcEndpoint: string;
  /** API of ROS, with scheme. */
  rosEndpoint: string;
  /** API of STS, with scheme. */
  stsEndpoint: string;
  /** `GetLogs` of Log Service, with scheme, without project. */
  logEndpoint: string;
  /** Such as `cn-hangzhou`. */
  region: string;
  accountId: string;
  accessKeyId: string;
  accessKeySecret: string;
  stackName: string;
  stackId: string;
  /** Of the stack, by name. */
  outputs: Record<string, unknown>;
  /** What official Node.js clients are made with: the name of the package, and the options of its constructor. */
  clients: Record<'ali-oss' | 'tablestore', Record<string, string | boolean>>;
}

/** What this project's stack made, by name, and what it describes objects with: its outputs tell. */
export interface PipelineNames {
  bucket: string;
  instance: string;
  table: string;
  /** The extract function's service. */
  service: string;
  function: string;
  /** Of the functions' logs. */
  logProject: string;
  logStore: string;
  /** Of the function's package. */
  mediaInfoVersion: string;
  /** How much of an object the function reads: `exact` or `fast`. */
  reading: string;
}

/** The connection to this project's own stack: with the names beside the outputs. */
export interface PipelineConnection extends Connection, PipelineNames {}

/** The output of the stack that tells each name. */
export const OUTPUT_OF = {
  bucket: 'BucketName',
  instance: 'InstanceName',
  table: 'TableName',
  service: 'ServiceName',
  function: 'FunctionName',
  logProject: 'LogProjectName',
  logStore: 'LogStoreName',
  mediaInfoVersion: 'MediaInfoVersion',
  reading: 'Reading',
} as const satisfies Record<keyof PipelineNames, string>;
