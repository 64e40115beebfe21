/**
 * The first line that `media local` prints, as JSON: how to reach the local cloud and the stack in it. It
 * contains access keys that are only valid in that cloud.
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
  /** API of RAM, with scheme. */
  ramEndpoint: string;
  /** API of Quota Center, with scheme. */
  quotasEndpoint: string;
  /** `GetLogs` of Log Service, with scheme, without project. */
  logEndpoint: string;
  /** Such as `cn-hangzhou`. */
  region: string;
  accountId: string;
  accessKeyId: string;
  accessKeySecret: string;
  stackName: string;
  stackId: string;
  /** Outputs of the stack by name. */
  outputs: Record<string, unknown>;
  /** What official Node.js clients are made with: the name of the package, and the options of its constructor. */
  clients: Record<
    'ali-oss' | 'tablestore' | '@alicloud/log' | '@alicloud/ros20190910' | '@alicloud/sts20150401',
    Record<string, string | boolean>
  >;
}

/**
 * The names of this project's resources, and how objects are described. They come from the stack's outputs.
 */
export interface PipelineNames {
  bucket: string;
  instance: string;
  table: string;
  /** The extract function's service; without one in Function Compute 3, which has none. */
  service?: string;
  function: string;
  /** Of the functions' logs. */
  logProject: string;
  logStore: string;
  /** Version of MediaInfo in the function's package. */
  mediaInfoVersion: string;
  /** How much of an object the function reads: `exact` or `fast`. */
  reading: string;
}

/** The connection to this project's own stack: the names in addition to the outputs. */
export interface PipelineConnection extends Connection, PipelineNames {}

/** Which output of the stack gives each name. */
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
