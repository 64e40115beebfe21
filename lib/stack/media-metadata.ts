import { Construct, type Resource, Stack, Token } from '@alicloud/ros-cdk-core';
import type { IBucket } from '@alicloud/ros-cdk-oss';
import type { Asset } from '@alicloud/ros-cdk-ossassets';
import type * as ots from '@alicloud/ros-cdk-ots';
import type * as ram from '@alicloud/ros-cdk-ram';
import type * as sls from '@alicloud/ros-cdk-sls';
import type { AssignedPolicy } from '../../contract/policy/assigned-policies';
// Imported for its effect: without it no app with this construct can be synthesized under Node 24.20
// and later.
import '../assembly-schema';
import { codeWithPolicies } from '../code-package/code-with-policies';
import { ownCodePackage } from '../code-package/own-code-package';
import { type Props, parseProps, SettingsError } from '../settings';
import { addOutputs } from './add-outputs';
import { CodeAsset } from './code-asset';
import { Endpoints } from './endpoints';
import { extractFunction } from './extract-function';
import { failureFunction } from './failure-function';
import { FailureRole } from './failure-role';
import { functionCompute2 } from './function-compute-2';
import { FunctionLogs } from './function-logs';
import { Grants } from './grants';
import { prefixLogicalIds } from './logical-ids';
import type { MediaMetadataProps } from './media-metadata-props';
import { MetadataTable } from './metadata-table';
import { ObjectTrigger } from './object-trigger';
import { resourceNames, uniqueSuffix } from './resource-names';
import { SearchIndex } from './search-index';
import { ServiceRole } from './service-role';
import {
  DeclaredBucket,
  ExistingBucket,
  type ISourceBucket,
  objectsArn,
  SourceBucket,
} from './source-bucket';

/**
 * Describes each object of a bucket in one row of a table. It contains the bucket (unless one is given), the
 * table with its search index, the functions with their roles and logs, and the trigger between them.
 *
 * All resources are members, so an app can change or use them in ways for which there is no prop. Their
 * logical ids begin with the path of the construct, unless its id is `Default`.
 */
export class MediaMetadata extends Construct {
  /** The bucket whose objects are described. Undefined when only its name is known. */
  readonly bucket: IBucket | undefined;
  readonly bucketName: string;
  readonly instance: ots.InstanceV2;
  readonly instanceName: string;
  readonly table: ots.Table;
  readonly tableName: string;
  /** Undefined with `searchIndex: false`. */
  readonly searchIndex: ots.SearchIndex | undefined;
  readonly searchIndexName: string | undefined;
  /** Where both functions write their logs. */
  readonly logProject: sls.Project;
  readonly logProjectName: string;
  readonly logStore: sls.Logstore;
  readonly logStoreName: string;
  readonly logIndex: sls.Index;
  /** The zip of both functions. It is uploaded with the stack. */
  readonly code: Asset;
  /** Undefined when `code` does not say it. */
  readonly mediaInfoVersion: string | undefined;
  readonly reading: Props['reading'];
  /** Hashes of the policies, by the beginning of the keys that each is for. */
  readonly policies: readonly AssignedPolicy<string>[];
  /** The function that describes objects. In Function Compute 2 an `fc.Function`. */
  readonly function: Resource;
  readonly functionName: string;
  /** Its service. In Function Compute 2 an `fc.Service`. */
  readonly service: Resource | undefined;
  readonly serviceName: string | undefined;
  /** The role of this function. */
  readonly serviceRole: ram.Role;
  /** The function that writes rows for objects that could not be described. */
  readonly failureFunction: Resource;
  readonly failureFunctionName: string;
  readonly failureService: Resource | undefined;
  readonly failureServiceName: string | undefined;
  readonly failureRole: ram.Role;
  /** Sends events from the bucket to the function. In Function Compute 2 an `fc.Trigger`. */
  readonly trigger: Resource;
  /** The role with which OSS invokes the function. */
  readonly triggerRole: ram.Role;
  /** Where the functions reach OSS and Tablestore. Parameters of the template can change them. */
  readonly endpoints: { readonly oss: string; readonly tablestore: string };

  private readonly grants: Grants;
  private readonly tableArn: string;
  private readonly invocationArns: string[];

  /** @throws SettingsError with all violations in the props, or in the files of the policies */
  constructor(scope: Construct, id: string, given: MediaMetadataProps = {}) {
    super(scope, id);
    const props = parseProps(given, this.node.path, Token.isUnresolved);
    prefixLogicalIds(this);
    const names = resourceNames(this, props);
    const { tags } = props;

    // The bucket is created first and deleted last. Its name is the most likely to be taken already, and then
    // nothing else should have been created. When `destroy` refuses to delete it, only the bucket is left.
    const source = this.source(props, names.bucketName);
    const after = source.dependency;

    const table = new MetadataTable(this, 'Metadata', { ...props, instanceName: names.instanceName, after });

    const search = props.searchIndex ? new SearchIndex(this, 'Search', { table }) : undefined;

    const logs = new FunctionLogs(this, 'Logs', { ...props, logProjectName: names.logProjectName, after });

    const endpoints = new Endpoints(this, 'Endpoints', { tablestoreEndpoint: table.vpcEndpoint });

    const { zip, policies } = codeWithPolicies(props.code ?? ownCodePackage(), props.policies);
    const code = new CodeAsset(this, 'Code', zip);

    const generation = functionCompute2;
    const buckets = [source.bucketName, ...props.otherBuckets];
    const objectArns = buckets.map(objectsArn);
    const surroundings = { ...props, generation, code, logs, table, buckets, endpoints };

    // The failure function is created before the function whose failures it handles. That function needs its
    // ARN and may invoke only it.
    const failureRole = new FailureRole(this, 'FailureRole', {
      roleName: names.failureRoleName,
      objectArns,
      table,
      logs,
      tags,
    });
    const failure = failureFunction(this, {
      ...surroundings,
      // It describes nothing.
      objectTags: false,
      serviceName: names.failureServiceName,
      functionName: props.failureFunctionName,
      role: failureRole,
    });

    const serviceRole = new ServiceRole(this, 'ServiceRole', {
      roleName: names.serviceRoleName,
      objectArns,
      table,
      logs,
      onFailure: failure,
      objectTags: props.objectTags,
      tags,
    });
    const extract = extractFunction(this, {
      ...surroundings,
      serviceName: names.serviceName,
      role: serviceRole,
      onFailure: failure,
    });

    const trigger = new ObjectTrigger(this, 'Trigger', {
      ...props,
      generation,
      source,
      target: extract,
      roleName: names.triggerRoleName,
    });

    this.grants = new Grants(this, 'Grants', uniqueSuffix(this));
    this.tableArn = table.tableArn;
    this.invocationArns = extract.invocationArns;

    this.bucket = source.bucket;
    this.bucketName = source.bucketName;
    ({ instance: this.instance, instanceName: this.instanceName } = table);
    ({ table: this.table, tableName: this.tableName } = table);
    this.searchIndex = search?.index;
    this.searchIndexName = search?.indexName;
    ({ project: this.logProject, logProjectName: this.logProjectName } = logs);
    ({ store: this.logStore, logStoreName: this.logStoreName, index: this.logIndex } = logs);
    this.code = code;
    this.mediaInfoVersion = zip.mediaInfoVersion;
    this.reading = props.reading;
    this.policies = policies;
    ({ function: this.function, functionName: this.functionName } = extract);
    ({ service: this.service, serviceName: this.serviceName } = extract);
    this.serviceRole = serviceRole.role;
    ({ function: this.failureFunction, functionName: this.failureFunctionName } = failure);
    ({ service: this.failureService, serviceName: this.failureServiceName } = failure);
    this.failureRole = failureRole.role;
    this.trigger = trigger.trigger;
    this.triggerRole = trigger.role.role;
    this.endpoints = { oss: endpoints.oss, tablestore: endpoints.tablestore };
  }

  /**
   * Lets a role, user or group of the same stack search, sort and count rows by their columns, as `media
   * find`, `media stats` and `media failed` do: `ots:Search`, `ots:ComputeSplits` and `ots:ParallelScan` on
   * the table.
   * @throws Error with `searchIndex: false`
   */
  grantSearch(identity: ram.IPrincipal): ram.ManagedPolicy {
    if (!this.searchIndex) {
      throw new Error(
        `grantSearch of '${this.node.path}': must not be called with searchIndex false, there is no index.`,
      );
    }
    const actions = ['ots:Search', 'ots:ComputeSplits', 'ots:ParallelScan'];
    return this.grants.give('Search', identity, { actions, resources: [this.tableArn] });
  }

  /**
   * Lets a role, user or group of the same stack read rows by key, as `media show` does: `ots:GetRow`,
   * `ots:BatchGetRow` and `ots:GetRange` on the table.
   */
  grantRead(identity: ram.IPrincipal): ram.ManagedPolicy {
    const actions = ['ots:GetRow', 'ots:BatchGetRow', 'ots:GetRange'];
    return this.grants.give('Read', identity, { actions, resources: [this.tableArn] });
  }

  /**
   * Lets a role, user or group of the same stack have objects described again, as `media retry` and `media
   * backfill` do: `fc:InvokeFunction` on the function that describes objects.
   */
  grantInvoke(identity: ram.IPrincipal): ram.ManagedPolicy {
    const actions = ['fc:InvokeFunction'];
    return this.grants.give('Invoke', identity, { actions, resources: this.invocationArns });
  }

  /**
   * Adds outputs to the stack. The `media` command uses them to find the resources (`--outputs FILE`).
   * @param prefix of each name. Only one construct in a stack can have none, and the command finds only that
   * one
   */
  addOutputs(prefix = ''): void {
    addOutputs(this, prefix);
  }

  private source({ bucket, existingBucketName, removal, tags }: Props, bucketName: string): ISourceBucket {
    if (bucket) {
      if (Stack.of(bucket) !== Stack.of(this)) {
        // ROS CDK cannot write a reference from one stack to another.
        throw new SettingsError([
          `Invalid prop 'bucket' of '${this.node.path}': must be a bucket of the same stack, '${bucket.node.path}' given. Give one of another stack by its name, as existingBucketName.`,
        ]);
      }
      return new DeclaredBucket(bucket);
    }
    return existingBucketName === undefined
      ? new SourceBucket(this, 'Source', { bucketName, removal, tags })
      : new ExistingBucket(existingBucketName);
  }
}
