import { resourcesOf } from './evaluated-resources';
import type { Resource } from './model';
import { conditionOutcomes, isFields, isKnown, readTemplate, sameJson } from './syntax';
import { valuesAt } from './values';

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * Properties that a type does not change after its creation (in its ROS page: "Editable: No", later "Updatable: No"); with
 * a dot for one inside a property that can be changed. An update that changes one is refused, unless it was told to replace
 * resources: then ROS deletes this one and makes it anew.
 */
export const FIXED_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'ALIYUN::OSS::Bucket': words('BucketName RedundancyType StorageClass'),
  'ALIYUN::OTS::Instance': words('ClusterType Description InstanceName'),
  'ALIYUN::OTS::InstanceV2': words('ClusterType InstanceName'),
  'ALIYUN::OTS::Table': words('Columns InstanceName PrimaryKey TableName'),
  'ALIYUN::OTS::SearchIndex': words('FieldSchemas IndexName IndexSetting IndexSort InstanceName TableName'),
  'ALIYUN::SLS::Project': words('DataRedundancyType Name'),
  'ALIYUN::SLS::Logstore': words('LogstoreName ProjectName ShardCount'),
  'ALIYUN::SLS::Index': words('LogstoreName ProjectName'),
  'ALIYUN::RAM::Role': words('IgnoreExisting RoleName'),
  'ALIYUN::ROS::AutoEnableService': words('ServiceName'),
  'ALIYUN::ROS::Sleep': words('CreateDuration'),
  'ALIYUN::FC::Service': words('ServiceName'),
  'ALIYUN::FC::Function': words('AsyncConfiguration.Destination FunctionName ServiceName'),
  'ALIYUN::FC::Trigger': words('FunctionName ServiceName SourceArn TriggerName TriggerType'),
  'ALIYUN::FC3::Function': words('FunctionName'),
  'ALIYUN::FC3::Trigger': words('FunctionName SourceArn TriggerName TriggerType'),
  'ALIYUN::FC3::AsyncInvokeConfig': words(
    'AsyncTask DestinationConfig FunctionName MaxAsyncEventAgeInSeconds MaxAsyncRetryAttempts',
  ),
};

/** None of a type that is not known; a template may also name `constructor`, which every object has. */
const fixedOf = (type: string): readonly string[] =>
  Object.hasOwn(FIXED_PROPERTIES, type) ? FIXED_PROPERTIES[type]! : [];

/** A change that ROS makes only by deleting a resource and making it anew. */
export interface FixedChange {
  logicalId: string;
  /** The type in the earlier template. */
  type: string;
  /** Below Properties; empty where the type itself differs. */
  property: string;
  /** With functions resolved as far as they are known before a deployment. */
  before: unknown;
  after: unknown;
}

/** The resources of a template as it is deployed without parameters. */
function resourcesIn(template: unknown): Map<string, Resource> {
  const read = readTemplate(isFields(template) ? { ...template } : {});
  const [first] = conditionOutcomes(read.Conditions);
  return new Map((first ? resourcesOf(read)(first) : []).map((resource) => [resource.id, resource]));
}

const propertyOf = ({ properties }: Resource, path: string): unknown => valuesAt(properties, path)[0]?.value;

/**
 * What an update from one template to another would have to replace. Resources that only one of them has are no change of
 * that kind: ROS makes new ones first and deletes the others last. Two values of which one is not known yet count as alike.
 */
export function fixedChanges(before: unknown, after: unknown): FixedChange[] {
  const wanted = resourcesIn(after);
  return [...resourcesIn(before).values()].flatMap((old) => {
    const next = wanted.get(old.id);
    if (!next) return [];
    const change = { logicalId: old.id, type: old.type };
    if (next.type !== old.type) return [{ ...change, property: '', before: old.type, after: next.type }];
    return fixedOf(old.type)
      .map((property) => ({
        ...change,
        property,
        before: propertyOf(old, property),
        after: propertyOf(next, property),
      }))
      .filter((found) => isKnown(found.before) && isKnown(found.after))
      .filter((found) => !sameJson(found.before, found.after));
  });
}
