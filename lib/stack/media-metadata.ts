import { Construct, type Resource, Token } from '@alicloud/ros-cdk-core';
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
import { type Props, parseProps } from '../settings';
import { addOutputs } from './add-outputs';
import { CodeAsset } from './code-asset';
import { describingFunctions } from './describing-functions';
import { EnabledServices } from './enabled-services';
import { Endpoints } from './endpoints';
import { Foundations } from './foundations';
import { functionCompute2 } from './function-compute-2';
import { functionCompute3 } from './function-compute-3';
import { Grants } from './grants';
import { prefixLogicalIds } from './logical-ids';
import type { MediaMetadataProps } from './media-metadata-props';
import { MetadataTable } from './metadata-table';
import { resourceArns } from './resource-arns';
import { resourceNames, uniqueSuffix } from './resource-names';
import { SearchIndex } from './search-index';
import { listArn, objectsArn, sourceBucket } from './source-bucket';

const GENERATIONS = { 2: functionCompute2, 3: functionCompute3 } as const;

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
  /** Holds how far the sweep is. Undefined without `sweep`. */
  readonly sweepTable: ots.Table | undefined;
  /** Undefined with `searchIndex: false`. */
  readonly searchIndex: ots.SearchIndex | undefined;
  readonly searchIndexName: string | undefined;
  /** Turned on before all else. Empty without `enableServices`. */
  readonly enabledServices: readonly Resource[];
  /** Lets time pass until roles, log project and instance can be used; what uses them depends on it. */
  readonly waitForFoundations: Resource;
  /** Lets time pass until the table can be used. The trigger depends on it, and so does the search index. */
  readonly waitForTable: Resource;
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
  /** What the keys of described objects begin with; empty for every key. */
  readonly prefix: string;
  /** What they end with; empty for every key. */
  readonly suffix: string;
  /** Hashes of the policies, by the beginning of the keys that each is for. */
  readonly policies: readonly AssignedPolicy<string>[];
  /**
   * The function that describes objects: an `fc.Function` of Function Compute 2, an `fc3.Function` of 3. Undefined
   * with `functions: false`, like all that follows, to the role of the trigger.
   */
  readonly function: Resource | undefined;
  readonly functionName: string | undefined;
  /** Its service, an `fc.Service`. Undefined in Function Compute 3. */
  readonly service: Resource | undefined;
  readonly serviceName: string | undefined;
  /** The role of this function. */
  readonly serviceRole: ram.Role | undefined;
  /** The function that writes rows for objects that could not be described. */
  readonly failureFunction: Resource | undefined;
  readonly failureFunctionName: string | undefined;
  readonly failureService: Resource | undefined;
  readonly failureServiceName: string | undefined;
  readonly failureRole: ram.Role | undefined;
  /** Sends events from the bucket to the function. An `fc.Trigger` or `fc3.Trigger`. */
  readonly trigger: Resource | undefined;
  /** Has the function sweep. An `fc.Trigger` or `fc3.Trigger`. Undefined without `sweep`. */
  readonly sweepTrigger: Resource | undefined;
  /** The role with which OSS invokes the function. */
  readonly triggerRole: ram.Role | undefined;
  /** Where events about rows go; rules of the app name it. Undefined without `newsBus`. */
  readonly newsBus: string | undefined;
  readonly sweep: Props['sweep'];
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
    const generation = GENERATIONS[props.functionCompute];
    const names = resourceNames(this, props, generation);

    // The bucket is created first and deleted last. Its name is the most likely to be taken already, and then
    // nothing else should have been created. When `destroy` refuses to delete it, only the bucket is left.
    const enabled = props.enableServices ? new EnabledServices(this, 'Services').resources : [];
    const source = sourceBucket(this, { ...props, bucketName: names.bucketName, after: enabled });
    const after = [...enabled, ...(source.dependency ? [source.dependency] : [])];

    const buckets = [source.bucketName, ...props.otherBuckets];
    const objectArns = buckets.map(objectsArn);
    const listArns = buckets.map(listArn);
    const arns = resourceArns({ ...props, generation, names });

    const foundations = new Foundations(this, 'Foundations', {
      ...props,
      names,
      arns,
      objectArns,
      listArns,
      after,
    });
    const { roles, logs, instance } = foundations;

    const table = new MetadataTable(this, 'Table', { ...props, instance, after: foundations.ready });
    const search = props.searchIndex ? new SearchIndex(this, 'Search', { table }) : undefined;

    const endpoints = new Endpoints(this, 'Endpoints', {
      tablestoreEndpoint: instance.vpcEndpoint,
      tablestoreFallback: instance.internalEndpoint,
      news: props.newsBus !== undefined,
    });

    const { zip, policies } = codeWithPolicies(props.code ?? ownCodePackage(), props.policies);
    const code = new CodeAsset(this, 'Code', zip);

    const made = { generation, names, foundations, code, table, buckets, endpoints, source };
    const functions = roles && describingFunctions(this, { ...props, ...made, roles });

    this.grants = new Grants(this, 'Grants', uniqueSuffix(this));
    this.tableArn = arns.table;
    this.invocationArns = arns.function.invocationArns;

    this.bucket = source.bucket;
    this.bucketName = source.bucketName;
    ({ instance: this.instance, instanceName: this.instanceName } = instance);
    ({ table: this.table, tableName: this.tableName } = table);
    this.sweepTable = table.sweepState;
    this.enabledServices = enabled;
    this.waitForFoundations = foundations.ready;
    this.waitForTable = table.ready;
    this.searchIndex = search?.index;
    this.searchIndexName = search?.indexName;
    ({ project: this.logProject, logProjectName: this.logProjectName } = logs);
    ({ store: this.logStore, logStoreName: this.logStoreName, index: this.logIndex } = logs);
    this.code = code;
    this.mediaInfoVersion = zip.mediaInfoVersion;
    this.reading = props.reading;
    this.prefix = props.prefix;
    this.suffix = props.suffix;
    this.policies = policies;
    this.function = functions?.extract.function;
    this.functionName = functions?.extract.functionName;
    this.service = functions?.extract.service;
    this.serviceName = functions?.extract.serviceName;
    this.serviceRole = roles?.service.role;
    this.failureFunction = functions?.failure.function;
    this.failureFunctionName = functions?.failure.functionName;
    this.failureService = functions?.failure.service;
    this.failureServiceName = functions?.failure.serviceName;
    this.failureRole = roles?.failure.role;
    this.trigger = functions?.trigger;
    this.sweepTrigger = functions?.sweepTrigger;
    this.triggerRole = roles?.trigger.role;
    this.newsBus = props.newsBus;
    this.sweep = props.sweep;
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
   * @throws Error with `functions: false`
   */
  grantInvoke(identity: ram.IPrincipal): ram.ManagedPolicy {
    if (!this.function) {
      throw new Error(
        `grantInvoke of '${this.node.path}': must not be called with functions false, there is none to invoke.`,
      );
    }
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
}
