import { hashMask } from '../../setup/mask-hashes';
import { readable } from '../support/readable';
import { synthesizeTemplate } from '../support/synthesized';

expect.addSnapshotSerializer(hashMask);

const ID = `\${\${ALIYUN::StackId} split at -[0]}`;

describe('the stack', () => {
  const template = synthesizeTemplate();

  it('makes exactly these resources, in the order of the data', () => {
    expect(Object.entries(template.Resources).map(([id, { Type }]) => `${id}: ${Type}`)).toStrictEqual([
      'SourceBucket: ALIYUN::OSS::Bucket',
      'MetadataInstance: ALIYUN::OTS::InstanceV2',
      'MetadataTable: ALIYUN::OTS::Table',
      'MetadataIndex: ALIYUN::OTS::SearchIndex',
      'LogProject: ALIYUN::SLS::Project',
      'LogStore: ALIYUN::SLS::Logstore',
      'LogIndex: ALIYUN::SLS::Index',
      'FailureRole: ALIYUN::RAM::Role',
      'FailureService: ALIYUN::FC::Service',
      'FailureFunction: ALIYUN::FC::Function',
      'ServiceRole: ALIYUN::RAM::Role',
      'ExtractService: ALIYUN::FC::Service',
      'ExtractFunction: ALIYUN::FC::Function',
      'TriggerRole: ALIYUN::RAM::Role',
      'ObjectTrigger: ALIYUN::FC::Trigger',
    ]);
  });

  it('makes and removes them in the only order that works', () => {
    const order = Object.entries(template.Resources).map(([id, { DependsOn }]) => [id, DependsOn ?? []]);

    expect(Object.fromEntries(order)).toStrictEqual({
      SourceBucket: [],
      MetadataInstance: ['SourceBucket'],
      MetadataTable: ['MetadataInstance'],
      MetadataIndex: ['MetadataTable'],
      LogProject: ['SourceBucket'],
      LogStore: ['LogProject'],
      LogIndex: ['LogStore'],
      FailureRole: [],
      FailureService: ['FailureRole', 'LogIndex'],
      FailureFunction: ['FailureService', 'MetadataTable'],
      ServiceRole: [],
      ExtractService: ['ServiceRole', 'LogIndex'],
      ExtractFunction: ['ExtractService', 'MetadataTable', 'FailureFunction'],
      TriggerRole: [],
      ObjectTrigger: ['ExtractFunction', 'TriggerRole', 'SourceBucket'],
    });
  });

  it('derives the names that must be unique from its own id', () => {
    const names = Object.fromEntries(
      Object.entries({
        SourceBucket: 'BucketName',
        MetadataInstance: 'InstanceName',
        LogProject: 'Name',
        FailureRole: 'RoleName',
        FailureService: 'ServiceName',
        ServiceRole: 'RoleName',
        ExtractService: 'ServiceName',
        TriggerRole: 'RoleName',
      }).map(([id, property]) => [id, readable(template.Resources[id]!.Properties[property])]),
    );

    expect(names).toStrictEqual({
      SourceBucket: `media-metadata-${ID}`,
      MetadataInstance: `media-${ID}`,
      LogProject: `media-metadata-${ID}`,
      FailureRole: `media-metadata-failure-${ID}`,
      FailureService: `media-metadata-failure-${ID}`,
      ServiceRole: `media-metadata-extract-${ID}`,
      ExtractService: `media-metadata-${ID}`,
      TriggerRole: `media-metadata-trigger-${ID}`,
    });
  });

  it('tells what it made, each output with a description', () => {
    expect(Object.keys(template.Outputs)).toStrictEqual([
      'BucketName',
      'InstanceName',
      'TableName',
      'SearchIndexName',
      'ServiceName',
      'FunctionName',
      'FailureServiceName',
      'FailureFunctionName',
      'LogProjectName',
      'LogStoreName',
      'FunctionOssEndpoint',
      'FunctionTablestoreEndpoint',
      'MediaInfoVersion',
      'Reading',
      'Policies',
      'Region',
      'AccountId',
    ]);
    expect(template.Outputs['AccountId']?.Value).toStrictEqual({ Ref: 'ALIYUN::TenantId' });
    for (const { Description } of Object.values(template.Outputs)) {
      expect(Description).toMatch(/^[A-Z].{10,}\.$/);
    }
  });

  it('names the account by its own id, never by that of whoever deploys', () => {
    expect(JSON.stringify(template)).not.toContain('ALIYUN::AccountId');
  });

  it('carries no tag that the CDK chose', () => {
    expect(template.Metadata).toStrictEqual({
      'ALIYUN::ROS::Interface': { TemplateTags: ['media-metadata'] },
    });
  });

  it('is the template that was reviewed', () => {
    // The fields come from the columns, and have their own test.
    const reviewed = structuredClone(template);
    reviewed.Resources['MetadataIndex']!.Properties['FieldSchemas'] = 'one for each column';

    expect(reviewed).toMatchSnapshot();
  });
});
