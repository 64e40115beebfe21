import { Construct, type Resource, Stack, Token } from '@alicloud/ros-cdk-core';
import type { IBucket } from '@alicloud/ros-cdk-oss';
import type { Asset } from '@alicloud/ros-cdk-ossassets';
import type * as ots from '@alicloud/ros-cdk-ots';
import type * as ram from '@alicloud/ros-cdk-ram';
import type * as sls from '@alicloud/ros-cdk-sls';
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
 * Describes every object of a bucket in one row of a table: bucket (unless there is one), table with its search index,
 * functions with their roles and logs, and the trigger between them.
 *
 * All resources are members, to be changed or used in ways that no prop foresees. Their logical ids begin with the path
 * of the construct, unless it is called `Default`.
 */
export class MediaMetadata extends Construct {
  /** The bucket whose objects are described; undefined for one that is known by its name alone. */
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
  /** The zip of both functions, which is uploaded with the stack. */
  readonly code: Asset;
  /** Undefined where `code` does not tell. */
  readonly mediaInfoVersion: string | undefined;
  readonly reading: Props['reading'];
  /** The function that describes objects: in Function Compute 2 an `fc.Function`. */
  readonly function: Resource;
  readonly functionName: string;
  /** Its service: in Function Compute 2 an `fc.Service`. */
  readonly service: Resource | undefined;
  readonly serviceName: string | undefined;
  /** The role that it runs as. */
  readonly serviceRole: ram.Role;
  /** The function that writes rows for what the other one could not describe. */
  readonly failureFunction: Resource;
  readonly failureFunctionName: string;
  readonly failureService: Resource | undefined;
  readonly failureServiceName: string | undefined;
  readonly failureRole: ram.Role;
  /** Brings events from the bucket to the function: in Function Compute 2 an `fc.Trigger`. */
  readonly trigger: Resource;
  /** The role that OSS invokes the function with. */
  readonly triggerRole: ram.Role;
  /** Endpoints at which the functions find OSS and Tablestore; parameters of the template can set them. */
  readonly endpoints: { readonly oss: string; readonly tablestore: string };

  private readonly grants: Grants;
  private readonly tableArn: string;
  private readonly invocationArns: string[];

  /** @throws SettingsError with everything that is wrong with the props */
  constructor(scope: Construct, id: string, given: MediaMetadataProps = {}) {
    super(scope, id);
    const props = parseProps(given, this.node.path, Token.isUnresolved);
    prefixLogicalIds(this);
    const names = resourceNames(this, props);
    const { tags } = props;

    // The bucket comes first and goes last. Its name is the one most likely to be taken, which should fail before
    // anything else is made; and a destroy that it refuses leaves nothing but the bucket behind.
    const source = this.source(props, names.bucketName);
    const after = source.dependency;

    const table = new MetadataTable(this, 'Metadata', { ...props, instanceName: names.instanceName, after });

    const search = props.searchIndex ? new SearchIndex(this, 'Search', { table }) : undefined;

    const logs = new FunctionLogs(this, 'Logs', { ...props, logProjectName: names.logProjectName, after });

    const endpoints = new Endpoints(this, 'Endpoints', { tablestoreEndpoint: table.vpcEndpoint });

    const zip = props.code ?? ownCodePackage();
    const code = new CodeAsset(this, 'Code', zip);

    const generation = functionCompute2;
    const buckets = [source.bucketName, ...props.otherBuckets];
    const objectArns = buckets.map(objectsArn);
    const surroundings = { ...props, generation, code, logs, table, buckets, endpoints };

    // The end of the line comes before what leads to it, which is made with its ARN and may invoke just that.
    const failureRole = new FailureRole(this, 'FailureRole', {
      roleName: names.failureRoleName,
      objectArns,
      table,
      logs,
      tags,
    });
    const failure = failureFunction(this, {
      ...surroundings,
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
   * Lets a role, user or group of the same stack find rows by their columns, sort and count them, as `media find`,
   * `media stats` and `media failed` do: `ots:Search`, `ots:ComputeSplits` and `ots:ParallelScan` on the table.
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
   * Lets a role, user or group of the same stack read rows by their keys, as `media show` does: `ots:GetRow`,
   * `ots:BatchGetRow` and `ots:GetRange` on the table.
   */
  grantRead(identity: ram.IPrincipal): ram.ManagedPolicy {
    const actions = ['ots:GetRow', 'ots:BatchGetRow', 'ots:GetRange'];
    return this.grants.give('Read', identity, { actions, resources: [this.tableArn] });
  }

  /**
   * Lets a role, user or group of the same stack have objects described anew, as `media retry` and `media backfill` do:
   * `fc:InvokeFunction` on the function that describes objects.
   */
  grantInvoke(identity: ram.IPrincipal): ram.ManagedPolicy {
    const actions = ['fc:InvokeFunction'];
    return this.grants.give('Invoke', identity, { actions, resources: this.invocationArns });
  }

  /**
   * Adds outputs to the stack, by which the `media` command finds what it works with (`--outputs FILE`).
   * @param prefix before each name. Only one construct of a stack can go without, and only that is found by the command
   */
  addOutputs(prefix = ''): void {
    addOutputs(this, prefix);
  }

  private source({ bucket, existingBucketName, removal, tags }: Props, bucketName: string): ISourceBucket {
    if (bucket) {
      if (Stack.of(bucket) !== Stack.of(this)) {
        // ROS has no reference from one stack to another that the CDK could write.
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
