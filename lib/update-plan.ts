import { type FixedChange, fixedChanges } from 'ros-template-check';
import type { SettingName } from './settings';

/** How a stack comes from what is deployed to what is wanted. */
export interface UpdatePlan {
  /** What no update can change, each with what to do; the deployed stack stays as it is. Empty when nothing. */
  refused: string[];
  /** Whether ROS has to be told to replace resources (`ReplacementOption: Enabled`). */
  replacement: boolean;
}

/** The end of a logical id and the property, by the setting that decides it. */
const SETTINGS: Partial<Record<SettingName, string>> = {
  bucketName: 'SourceBucket.BucketName',
  instanceName: 'MetadataInstance.InstanceName',
  clusterType: 'MetadataInstance.ClusterType',
  tableName: 'MetadataTable.TableName',
  logProjectName: 'LogProject.Name',
  serviceRoleName: 'ServiceRole.RoleName',
  failureRoleName: 'FailureRole.RoleName',
  triggerRoleName: 'TriggerRole.RoleName',
  serviceName: 'ExtractService.ServiceName',
  failureServiceName: 'FailureService.ServiceName',
  functionName: 'ExtractFunction.FunctionName',
  failureFunctionName: 'FailureFunction.FunctionName',
  existingBucketName: 'ObjectTrigger.SourceArn',
  // Its type: the ids are the same in both generations.
  functionCompute: 'ExtractFunction.',
};

/**
 * Types that hold nothing: replaced, they are as before, and nothing depends on them. ROS deletes such a resource before it
 * makes it anew; for so long, some seconds, the defaults of the service hold.
 */
const REPLACEABLE = new Set(['ALIYUN::FC3::AsyncInvokeConfig']);

/** Types that hold rows or objects. */
const HOLDERS = /^ALIYUN::(OSS|OTS)::/;

/** Types that are there with the setting `functions` only, and hold nothing. */
const OF_FUNCTIONS = /^ALIYUN::(FC3?|RAM)::/;

const settingOf = ({ logicalId, property }: FixedChange): string | undefined =>
  Object.entries(SETTINGS).find(([, place]) => `${logicalId}.${property}`.endsWith(place))?.[0];

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'string' ? `'${value}'` : JSON.stringify(value);

function adviceFor({ type }: FixedChange, setting: string | undefined): string {
  const back = `Set ${setting ?? 'what changed it'} back`;
  if (setting === 'existingBucketName') {
    return `${back}, add the other bucket to otherBuckets, or deploy a second stack for it (stackName).`;
  }
  if (OF_FUNCTIONS.test(type)) {
    return `${back}, or deploy twice: first with functions set to false, then without it (docs/deploy.md).`;
  }
  return HOLDERS.test(type)
    ? `A new one would be empty. ${back}, or deploy a second stack (stackName) and have 'media backfill' describe the objects there.`
    : `${back}, or deploy a second stack (stackName).`;
}

function refusal(change: FixedChange): string {
  const setting = settingOf(change);
  const { logicalId, property, before, after } = change;
  const place = `${logicalId}${property && `.${property}`}`;
  return (
    `${place}${setting ? ` (${setting})` : ''}: ROS never changes it, ${shown(before)} deployed, ${shown(after)} wanted. ` +
    adviceFor(change, setting)
  );
}

/**
 * Compares templates of this stack, before anything is sent. What no update can change is refused with what to do, as ROS
 * would only say that it is so.
 *
 * @param deployed the template of the stack as it is
 * @param wanted the template to deploy
 */
export function planUpdate(deployed: unknown, wanted: unknown): UpdatePlan {
  const changes = fixedChanges(deployed, wanted);
  const refused = changes.filter(({ type }) => !REPLACEABLE.has(type));
  // Where a setting has several effects, such as the name of the instance, the first tells enough.
  const settings = new Set(refused.map(settingOf));
  const roots = refused.filter((change) => {
    const setting = settingOf(change);
    return setting !== undefined && !(setting === 'existingBucketName' && settings.has('bucketName'));
  });
  return {
    refused: (roots.length > 0 ? roots : refused).map(refusal),
    replacement: refused.length === 0 && changes.length > 0,
  };
}
