import { type Construct, RosOutput, RosPseudo, Stack } from '@alicloud/ros-cdk-core';
import type { AssignedPolicy } from '../../contract/policy/assigned-policies';

/** The parts of the construct that become outputs. */
interface OutputSource extends Construct {
  readonly bucketName: string;
  readonly instanceName: string;
  readonly tableName: string;
  readonly searchIndexName: string | undefined;
  readonly serviceName: string | undefined;
  readonly functionName: string | undefined;
  readonly failureServiceName: string | undefined;
  readonly failureFunctionName: string | undefined;
  readonly logProjectName: string;
  readonly logStoreName: string;
  readonly endpoints: { readonly oss: string; readonly tablestore: string };
  readonly mediaInfoVersion: string | undefined;
  readonly newsBus: string | undefined;
  readonly sweep: string;
  readonly reading: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly policies: readonly AssignedPolicy<string>[];
}

/** Name, value and description of each output. An output without a value is left out. */
function outputsOf(media: OutputSource): [string, string | undefined, string][] {
  return [
    ['BucketName', media.bucketName, 'Bucket whose objects are described.'],
    ['InstanceName', media.instanceName, 'Tablestore instance of the table.'],
    ['TableName', media.tableName, 'Table with one row per object.'],
    ['SearchIndexName', media.searchIndexName, 'Search index over the columns of the table.'],
    ['ServiceName', media.serviceName, 'Function Compute service of the function.'],
    ['FunctionName', media.functionName, 'Function that describes objects.'],
    ['FailureServiceName', media.failureServiceName, 'Function Compute service of the failure function.'],
    ['FailureFunctionName', media.failureFunctionName, 'Function that records what was given up.'],
    ['LogProjectName', media.logProjectName, "Log Service project of the functions' logs."],
    ['LogStoreName', media.logStoreName, "Logstore of the functions' logs."],
    ['FunctionOssEndpoint', media.endpoints.oss, 'Endpoint at which the function reads objects.'],
    ['FunctionTablestoreEndpoint', media.endpoints.tablestore, 'Endpoint at which the function writes rows.'],
    ['MediaInfoVersion', media.mediaInfoVersion, 'Version of MediaInfo in the functions.'],
    ['Reading', media.reading, 'How much of an object is read: exact or fast.'],
    ['Prefix', media.prefix || undefined, 'What the keys of described objects begin with.'],
    ['Suffix', media.suffix || undefined, 'What the keys of described objects end with.'],
    [
      'Policies',
      JSON.stringify(media.policies),
      'Which policy applies to which keys: their hashes, as JSON.',
    ],
    ['NewsBus', media.newsBus, 'Event bus to which events about rows go.'],
    ['Sweep', media.sweep === 'off' ? undefined : media.sweep, 'How often bucket and table are compared.'],
    ['Region', RosPseudo.region, 'Region of everything that the stack made.'],
    ['AccountId', RosPseudo.tenantId, 'Account that owns the stack, also when a RAM user deployed it.'],
  ];
}

/** Adds the outputs of a construct to its stack. Each name starts with `prefix`. */
export function addOutputs(media: OutputSource, prefix: string): void {
  const stack = Stack.of(media);
  for (const [name, value, description] of outputsOf(media)) {
    if (value !== undefined) new RosOutput(stack, `${prefix}${name}`, { value, description });
  }
}
