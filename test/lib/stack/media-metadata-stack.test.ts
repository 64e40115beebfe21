import { SEARCH_INDEX } from '../../../contract/search-index';
import { hashMask } from '../../setup/mask-hashes';
import { STACK_DIGITS as ID, readable } from '../support/readable';
import { synthesizeTemplate } from '../support/synthesized';

expect.addSnapshotSerializer(hashMask);

/** Stand for the fields of the search index. */
const INDEX_DIGITS = SEARCH_INDEX.split('_')[1]!;
const INDEX = `MetadataIndex${INDEX_DIGITS}`;

describe('the stack', () => {
  const template = synthesizeTemplate();

  it('makes exactly these resources, in the order of the data', () => {
    expect(Object.entries(template.Resources).map(([id, { Type }]) => `${id}: ${Type}`)).toStrictEqual([
      'SourceBucket: ALIYUN::OSS::Bucket',
      'FailureRole: ALIYUN::RAM::Role',
      'ServiceRole: ALIYUN::RAM::Role',
      'TriggerRole: ALIYUN::RAM::Role',
      'LogProject: ALIYUN::SLS::Project',
      'LogStore: ALIYUN::SLS::Logstore',
      'LogIndex: ALIYUN::SLS::Index',
      'MetadataInstance: ALIYUN::OTS::InstanceV2',
      'WaitForFoundations120Seconds: ALIYUN::ROS::Sleep',
      'MetadataTable: ALIYUN::OTS::Table',
      'WaitForTable90Seconds: ALIYUN::ROS::Sleep',
      `${INDEX}: ALIYUN::OTS::SearchIndex`,
      'FailureService: ALIYUN::FC::Service',
      'FailureFunction: ALIYUN::FC::Function',
      'ExtractService: ALIYUN::FC::Service',
      'ExtractFunction: ALIYUN::FC::Function',
      'ObjectTrigger: ALIYUN::FC::Trigger',
    ]);
  });

  it('makes and removes them in the only order that works', () => {
    const order = Object.entries(template.Resources).map(([id, { DependsOn }]) => [id, DependsOn ?? []]);

    expect(Object.fromEntries(order)).toStrictEqual({
      SourceBucket: [],
      FailureRole: ['SourceBucket'],
      ServiceRole: ['SourceBucket'],
      TriggerRole: ['SourceBucket'],
      LogProject: ['SourceBucket'],
      LogStore: ['LogProject'],
      LogIndex: ['LogStore'],
      MetadataInstance: ['SourceBucket'],
      WaitForFoundations120Seconds: [
        'FailureRole',
        'ServiceRole',
        'TriggerRole',
        'LogIndex',
        'MetadataInstance',
      ],
      MetadataTable: ['MetadataInstance', 'WaitForFoundations120Seconds'],
      WaitForTable90Seconds: ['MetadataTable'],
      [INDEX]: ['MetadataTable', 'WaitForTable90Seconds'],
      FailureService: ['WaitForFoundations120Seconds'],
      FailureFunction: ['FailureService', 'MetadataTable'],
      ExtractService: ['WaitForFoundations120Seconds'],
      ExtractFunction: ['ExtractService', 'MetadataTable', 'FailureFunction'],
      ObjectTrigger: ['ExtractFunction', 'WaitForTable90Seconds', 'SourceBucket'],
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
    // The fields come from the columns, as do the digits in the names, and have their own test.
    const reviewed = JSON.parse(JSON.stringify(template).replaceAll(INDEX_DIGITS, 'DIGITS'));
    reviewed.Resources.MetadataIndexDIGITS.Properties.FieldSchemas = 'one for each column';

    expect(reviewed).toMatchSnapshot();
  });
});
