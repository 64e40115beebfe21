import { type App, DefaultStackSynthesizer, RosOutput, RosPseudo, Stack } from '@alicloud/ros-cdk-core';
import type { CodePackage } from '../code-package';
import type { Settings } from '../settings';
import { CodeAsset } from './code-asset';
import { Endpoints } from './endpoints';
import { ExtractFunction } from './extract-function';
import { FailureFunction } from './failure-function';
import { FailureRole } from './failure-role';
import { FunctionLogs } from './function-logs';
import { MetadataTable } from './metadata-table';
import { ObjectTrigger } from './object-trigger';
import { SearchIndex } from './search-index';
import { ServiceRole } from './service-role';
import { ExistingBucket, type ISourceBucket, SourceBucket } from './source-bucket';
import { stackNames } from './stack-names';

export interface MediaMetadataStackProps {
  settings: Settings;
  code: CodePackage;
}

/** Bucket, table, function and trigger: what describes every object of a bucket in one row of a table. */
export class MediaMetadataStack extends Stack {
  /** Name of the zip of the functions in the directory that is written. */
  readonly codeFile: string;

  constructor(scope: App, { settings, code }: MediaMetadataStackProps) {
    // Validation of properties is on only while `enableResourcePropertyConstraint` is left out (ros-cdk-core 1.12.0).
    super(scope, settings.stackName, {
      stackName: settings.stackName,
      description: settings.description,
      synthesizer: new DefaultStackSynthesizer({ qualifier: settings.assetQualifier }),
    });
    this.templateOptions.metadata = { 'ALIYUN::ROS::Interface': { TemplateTags: ['media-metadata'] } };
    const { tags } = settings;
    const names = stackNames(settings);

    // The bucket comes first and goes last. Its name is the one most likely to be taken, which should fail before
    // anything else is made; and a destroy that it refuses leaves nothing but the bucket behind.
    const source: ISourceBucket =
      settings.existingBucketName === undefined
        ? new SourceBucket(this, 'Source', { ...settings, bucketName: names.bucketName })
        : new ExistingBucket(settings.existingBucketName);
    const after = source.dependency;

    const table = new MetadataTable(this, 'Metadata', {
      ...settings,
      instanceName: names.instanceName,
      after,
    });

    const search = settings.searchIndex ? new SearchIndex(this, 'Search', { table }) : undefined;

    const logs = new FunctionLogs(this, 'Logs', { ...settings, logProjectName: names.logProjectName, after });

    const endpoints = new Endpoints(this, 'Endpoints', { tablestoreEndpoint: table.vpcEndpoint });

    const asset = new CodeAsset(this, 'Code', code);
    this.codeFile = asset.assetPath;

    const surroundings = { ...settings, code: asset, logs, table, endpoints };

    // The end of the line comes before what leads to it, which is made with its ARN and may invoke just that.
    const onFailure = new FailureFunction(this, 'Failure', {
      ...surroundings,
      serviceName: names.failureServiceName,
      functionName: settings.failureFunctionName,
      role: new FailureRole(this, 'FailureRole', {
        roleName: names.failureRoleName,
        source,
        table,
        logs,
        tags,
      }),
    });

    const extract = new ExtractFunction(this, 'Extract', {
      ...surroundings,
      serviceName: names.serviceName,
      role: new ServiceRole(this, 'ServiceRole', {
        roleName: names.serviceRoleName,
        source,
        table,
        logs,
        onFailure,
        tags,
      }),
      onFailure,
    });

    new ObjectTrigger(this, 'Trigger', {
      ...settings,
      source,
      target: extract,
      roleName: names.triggerRoleName,
    });

    this.output('BucketName', source.bucketName, 'Bucket whose objects are described.');
    this.output('InstanceName', table.instanceName, 'Tablestore instance of the table.');
    this.output('TableName', table.tableName, 'Table with one row per object.');
    if (search) {
      this.output('SearchIndexName', search.indexName, 'Search index over the columns of the table.');
    }
    this.output('ServiceName', extract.serviceName, 'Function Compute service of the function.');
    this.output('FunctionName', extract.functionName, 'Function that describes objects.');
    this.output(
      'FailureServiceName',
      onFailure.serviceName,
      'Function Compute service of the failure function.',
    );
    this.output('FailureFunctionName', onFailure.functionName, 'Function that records what was given up.');
    this.output('LogProjectName', logs.logProjectName, "Log Service project of the functions' logs.");
    this.output('LogStoreName', logs.logStoreName, "Logstore of the functions' logs.");
    this.output('FunctionOssEndpoint', endpoints.oss, 'Endpoint at which the function reads objects.');
    this.output(
      'FunctionTablestoreEndpoint',
      endpoints.tablestore,
      'Endpoint at which the function writes rows.',
    );
    this.output('MediaInfoVersion', code.mediaInfoVersion, 'Version of MediaInfo in the functions.');
    this.output('Reading', settings.reading, 'How much of an object is read: exact or fast.');
    this.output('Region', RosPseudo.region, 'Region of everything that the stack made.');
    this.output(
      'AccountId',
      RosPseudo.tenantId,
      'Account that owns the stack, also when a RAM user deployed it.',
    );
  }

  private output(id: string, value: string, description: string): void {
    new RosOutput(this, id, { value, description });
  }
}
