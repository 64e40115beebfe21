import { type Case, each } from './cases';

const SSE = 'SourceBucket.ServerSideEncryptionConfiguration';
const FIELDS = 'RecordIndex.FieldSchemas';
const key = (Name: string, Type = 'STRING') => ({ Name, Type });
const field = (fields: Record<string, unknown>) => ({
  FieldName: 'Another',
  FieldType: 'FieldType.KEYWORD',
  ...fields,
});
const V1 = {
  Type: 'ALIYUN::OTS::Instance',
  Properties: { InstanceName: 'more', ClusterType: 'SSD' },
};

export const STORAGE_CASES: Record<string, Case> = {
  'oss-bucket-name': {
    fails: each('SourceBucket.BucketName', 'ab', 'Files', '-files', 'files-', 'a_b', 'a'.repeat(64)),
    passes: each('SourceBucket.BucketName', 'abc', '0-0', 'a'.repeat(63), { Ref: 'OssEndpoint' }),
  },
  'oss-bucket-acl': {
    fails: each('SourceBucket.AccessControl', 'Private', 'none'),
    passes: each('SourceBucket.AccessControl', 'private', 'public-read', undefined),
  },
  'oss-bucket-private': {
    fails: each('SourceBucket.AccessControl', 'public-read', 'public-read-write'),
    passes: each('SourceBucket.AccessControl', 'private', undefined),
  },
  'oss-bucket-public-access-block': {
    fails: each('SourceBucket.BlockPublicAccess', false, undefined),
    passes: each('SourceBucket.BlockPublicAccess', true, 'true'),
  },
  'oss-bucket-encryption': {
    fails: each(SSE, undefined),
    passes: each(SSE, { SSEAlgorithm: 'KMS' }),
  },
  'oss-bucket-encryption-algorithm': {
    fails: each(SSE, { SSEAlgorithm: 'AES' }, {}),
    passes: each(SSE, { SSEAlgorithm: 'SM4' }),
  },
  'oss-bucket-storage-class': {
    fails: each('SourceBucket.StorageClass', 'standard', 'Glacier'),
    passes: each('SourceBucket.StorageClass', 'IA', 'ColdArchive', undefined),
  },
  'oss-bucket-readable': {
    fails: each('SourceBucket.StorageClass', 'Archive', 'ColdArchive'),
    passes: [
      ...each('SourceBucket.StorageClass', 'IA', undefined),
      ...each('Resources.Old', {
        Type: 'ALIYUN::OSS::Bucket',
        Properties: { BucketName: 'old-files', StorageClass: 'Archive' },
      }),
    ],
  },
  'oss-bucket-redundancy': {
    fails: each('SourceBucket.RedundancyType', 'GRS'),
    passes: each('SourceBucket.RedundancyType', 'ZRS'),
  },
  'ots-instance-name': {
    fails: each('RecordInstance.InstanceName', 'me', '1files', 'files-', 'a'.repeat(17)),
    passes: each('RecordInstance.InstanceName', 'med', 'Files', 'm'.repeat(16)),
  },
  'ots-instance-name-case': {
    fails: each('RecordInstance.InstanceName', 'Files'),
    passes: each('RecordInstance.InstanceName', 'files'),
  },
  'ots-instance-name-forbidden': {
    fails: each('RecordInstance.InstanceName', 'display', 'robots', 'my-admin', 'italic', 'taobao'),
    passes: each('RecordInstance.InstanceName', 'files-store'),
  },
  'ots-instance-cluster-type': {
    fails: each('RecordInstance.ClusterType', 'HDD'),
    passes: each('RecordInstance.ClusterType', 'SSD'),
  },
  'ots-instance-type': {
    fails: each('Resources.More', V1),
    passes: each('Resources.More', {
      Type: 'ALIYUN::OTS::InstanceV2',
      Properties: {
        InstanceName: 'more',
        ClusterType: 'SSD',
        NetworkTypeACL: ['VPC'],
        NetworkSourceACL: ['TRUST_PROXY'],
      },
    }),
  },
  'ots-instance-network': {
    fails: each('RecordInstance.NetworkTypeACL', undefined, []),
    passes: each('RecordInstance.NetworkTypeACL', ['CLASSIC']),
  },
  'ots-instance-network-known': {
    fails: each('RecordInstance.NetworkTypeACL', ['VPC', 'Classic']),
    passes: each('RecordInstance.NetworkTypeACL', ['VPC']),
  },
  'ots-instance-function-network': {
    fails: each('RecordInstance.NetworkTypeACL', ['INTERNET']),
    passes: each('RecordInstance.NetworkTypeACL', ['CLASSIC', 'INTERNET'], ['VPC']),
  },
  'ots-instance-source': {
    fails: each('RecordInstance.NetworkSourceACL', undefined),
    passes: each('RecordInstance.NetworkSourceACL', ['TRUST_PROXY'], []),
  },
  'ots-instance-source-known': {
    fails: each('RecordInstance.NetworkSourceACL', ['CONSOLE']),
    passes: each('RecordInstance.NetworkSourceACL', ['TRUST_PROXY']),
  },
  'ots-table-name': {
    fails: each('RecordTable.TableName', 'Records-1', '1st', 'a'.repeat(256)),
    passes: each('RecordTable.TableName', '_1', 'a'.repeat(255)),
  },
  'ots-column-name': {
    fails: each('RecordTable.PrimaryKey.1.Name', 'bucket-name', undefined),
    passes: each('RecordTable.PrimaryKey.1.Name', 'bucket_name'),
  },
  'ots-primary-key-count': {
    fails: each(
      'RecordTable.PrimaryKey',
      [],
      ['a', 'b', 'c', 'd', 'e'].map((name) => key(name)),
    ),
    passes: each(
      'RecordTable.PrimaryKey',
      ['a', 'b', 'c', 'd'].map((name) => key(name)),
      [key('a')],
    ),
  },
  'ots-primary-key-type': {
    fails: each('RecordTable.PrimaryKey.1.Type', 'BOOLEAN', 'string', undefined),
    passes: each('RecordTable.PrimaryKey.1.Type', 'BINARY'),
  },
  'ots-column-unique': {
    fails: each('RecordTable.PrimaryKey', [key('a'), key('a')]),
    passes: each('RecordTable.PrimaryKey', [key('a'), key('A')]),
  },
  'ots-table-ttl': {
    fails: each('RecordTable.TimeToLive', 100, 0, 86_399, -2),
    passes: each('RecordTable.TimeToLive', -1, 86_400, '-1'),
    also: ['ots-table-indexable'],
  },
  'ots-table-max-versions': {
    fails: each('RecordTable.MaxVersions', 0, 1.5),
    passes: each('RecordTable.MaxVersions', 1, '1'),
    also: ['ots-table-indexable'],
  },
  'ots-table-version-deviation': {
    fails: each('RecordTable.DeviationCellVersionInSec', 0),
    passes: each('RecordTable.DeviationCellVersionInSec', 1),
  },
  'ots-table-throughput': {
    fails: each('RecordTable.ReservedThroughput.Read', -1, 5_001),
    passes: each('RecordTable.ReservedThroughput.Read', 5_000),
  },
  'ots-table-throughput-hybrid': {
    fails: [
      [
        ['RecordInstance.ClusterType', 'HYBRID'],
        ['RecordTable.ReservedThroughput.Write', 1],
      ],
    ],
    passes: each('RecordInstance.ClusterType', 'HYBRID'),
  },
  'ots-table-indexable': {
    fails: [...each('RecordTable.TimeToLive', 86_400), ...each('RecordTable.MaxVersions', 2)],
    passes: [
      [
        ['Resources.RecordIndex', undefined],
        ['Outputs.SearchIndexName', undefined],
        ['RecordTable.TimeToLive', 86_400],
      ],
    ],
  },
  'ots-index-name': {
    fails: each('RecordIndex.IndexName', 'a-b', ''),
    passes: each('RecordIndex.IndexName', 'a_b'),
    also: ['resource-property-missing'],
  },
  'ots-index-field-type': {
    fails: each(`${FIELDS}.0.FieldType`, 'KEYWORD', 'FieldType.DATE', undefined),
    passes: each(`${FIELDS}.+`, field({ FieldType: 'FieldType.GEOPOINT' })),
    also: ['ots-index-key-type'],
  },
  'ots-index-field-name': {
    fails: each(`${FIELDS}.+`, field({ FieldName: 'a-b' }), { FieldType: 'FieldType.LONG' }),
    passes: each(`${FIELDS}.+`, field({})),
  },
  'ots-index-field-unique': {
    fails: each(`${FIELDS}.+`, field({ FieldName: 'ObjectKey' })),
    passes: each(`${FIELDS}.+`, field({ FieldName: 'objectkey' })),
  },
  'ots-index-field-count': {
    fails: each(
      FIELDS,
      [],
      Array.from({ length: 1_001 }, (_, n) => field({ FieldName: `C${n}` })),
    ),
    passes: each(
      FIELDS,
      [field({})],
      Array.from({ length: 1_000 }, (_, n) => field({ FieldName: `C${n}` })),
    ),
  },
  'ots-index-analyzer': {
    fails: each(`${FIELDS}.+`, field({ Analyzer: 'single_word' })),
    passes: each(`${FIELDS}.+`, field({ FieldType: 'FieldType.TEXT', Analyzer: 'single_word' })),
  },
  'ots-index-sort': {
    fails: each(`${FIELDS}.+`, field({ FieldType: 'FieldType.TEXT', EnableSortAndAgg: true })),
    passes: each(
      `${FIELDS}.+`,
      field({ FieldType: 'FieldType.TEXT', EnableSortAndAgg: false }),
      field({ EnableSortAndAgg: true }),
    ),
  },
  'ots-index-key-type': {
    fails: each(`${FIELDS}.0.FieldType`, 'FieldType.LONG'),
    passes: each(`${FIELDS}.0`, { FieldName: 'ObjectKey', FieldType: 'FieldType.TEXT' }),
  },
  'sls-project-name': {
    fails: each('LogProject.Name', 'ab', 'Logs', 'logs-'),
    passes: each('LogProject.Name', 'abc'),
  },
  'sls-logstore-name': {
    fails: each('LogStore.LogstoreName', 'ab', 'Logs', '-logs'),
    passes: each('LogStore.LogstoreName', 'a_b-c'),
  },
  'sls-logstore-ttl': {
    fails: each('LogStore.TTL', 0, 3_601, -1),
    passes: each('LogStore.TTL', 1, 3_600, '30'),
  },
  'sls-logstore-shards': {
    fails: each('LogStore.ShardCount', 0, 101),
    passes: each('LogStore.ShardCount', 100),
  },
  'sls-logstore-max-shards': {
    fails: each('LogStore.MaxSplitShard', undefined, 65),
    passes: [
      ...each('LogStore.MaxSplitShard', 64),
      [
        ['LogStore.AutoSplit', false],
        ['LogStore.MaxSplitShard', undefined],
      ],
    ],
  },
  'sls-index-key-type': {
    fails: each('LogIndex.KeyIndices.0.Type', 'keyword', undefined),
    passes: each('LogIndex.KeyIndices.0.Type', 'json'),
  },
};
