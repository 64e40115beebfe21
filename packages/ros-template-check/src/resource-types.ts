export interface ResourceType {
  properties: readonly string[];
  required: readonly string[];
  attributes: readonly string[];
  /** Keys of objects inside properties, by their path; `*` is each item of a list. */
  nested?: Readonly<Record<string, readonly string[]>>;
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const tags = { 'Tags.*': words('Key Value') };
const document = (path: string, statement: string) => ({
  [path]: words('Version Statement'),
  [`${path}.Statement.*`]: words(statement),
});
const permission = (path: string) => document(path, 'Action Condition Effect Resource');

/**
 * The resource types that this check knows, by their ROS documentation. Whatever else stands in a template is a finding:
 * nothing is passed over in silence.
 */
export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'ALIYUN::OSS::Bucket': {
    properties: words(
      `BucketName AccessControl BlockPublicAccess CORSConfiguration DeletionForce EnableOssHdfsService
       LifecycleConfiguration LoggingConfiguration Policy RedundancyType RefererConfiguration ResourceGroupId
       ServerSideEncryptionConfiguration StorageClass Tags VersioningConfiguration WebsiteConfigurationV2`,
    ),
    required: words('BucketName'),
    attributes: words('Arn DomainName InternalDomainName Name'),
    nested: { ServerSideEncryptionConfiguration: words('KMSMasterKeyID SSEAlgorithm') },
  },
  'ALIYUN::OTS::Instance': {
    properties: words('InstanceName ClusterType Description Network Tags'),
    required: words('InstanceName'),
    attributes: words('InstanceName PrivateEndpoint PublicEndpoint VpcEndpoint'),
    nested: tags,
  },
  'ALIYUN::OTS::InstanceV2': {
    properties: words(
      'ClusterType InstanceName InstanceDescription NetworkSourceACL NetworkTypeACL ResourceGroupId Tags',
    ),
    required: words('InstanceName ClusterType'),
    attributes: words('InstanceName'),
    nested: tags,
  },
  'ALIYUN::OTS::Table': {
    properties: words(
      `InstanceName PrimaryKey TableName Columns DeviationCellVersionInSec MaxVersions ReservedThroughput
       SecondaryIndices TimeToLive`,
    ),
    required: words('InstanceName TableName PrimaryKey'),
    attributes: words('TableName'),
    nested: {
      'PrimaryKey.*': words('Name Type'),
      'Columns.*': words('Name Type'),
      ReservedThroughput: words('Read Write'),
    },
  },
  'ALIYUN::OTS::SearchIndex': {
    properties: words('FieldSchemas IndexName InstanceName TableName IndexSetting IndexSort'),
    required: words('IndexName InstanceName TableName FieldSchemas'),
    attributes: words('IndexName'),
    nested: {
      'FieldSchemas.*': words(
        'Analyzer EnableSortAndAgg FieldName FieldType Index IsArray Store SubFieldSchemas',
      ),
      IndexSetting: words('RoutingFields'),
      IndexSort: words('Sorters'),
    },
  },
  'ALIYUN::EventBridge::Rule': {
    properties: words('EventBusName FilterPattern RuleName Targets Description Status'),
    required: words('EventBusName FilterPattern RuleName Targets'),
    attributes: words('EventBusName RuleARN RuleName'),
    nested: {
      'Targets.*': words(
        'ConcurrentConfig DeadLetterQueue Endpoint ErrorsTolerance Id ParamList PushRetryStrategy Type',
      ),
      'Targets.*.ParamList.*': words('Form ResourceKey Template Value'),
    },
  },
  'ALIYUN::ROS::AutoEnableService': {
    properties: words('ServiceName'),
    required: words('ServiceName'),
    attributes: [],
  },
  'ALIYUN::ROS::Sleep': {
    properties: words('CreateDuration DeleteDuration Triggers UpdateDuration UpdateRollbackDuration'),
    required: [],
    attributes: [],
  },
  'ALIYUN::SLS::Project': {
    properties: words('Name DataRedundancyType Description ResourceGroupId Tags'),
    required: words('Name'),
    attributes: words('Name'),
    nested: tags,
  },
  'ALIYUN::SLS::Logstore': {
    properties: words(
      `LogstoreName ProjectName AppendMeta AutoSplit EnableTracking EncryptConf MaxSplitShard Mode PreserveStorage
       ShardCount TTL`,
    ),
    required: words('LogstoreName ProjectName'),
    attributes: words('LogstoreName ProjectName'),
  },
  'ALIYUN::SLS::Index': {
    properties: words('FullTextIndex LogstoreName ProjectName KeyIndices LogReduce'),
    required: words('LogstoreName ProjectName FullTextIndex'),
    attributes: [],
    nested: {
      FullTextIndex: words('CaseSensitive Delimiter Enable IncludeChinese'),
      'KeyIndices.*': words(
        'Alias CaseSensitive Delimiter EnableAnalytics IncludeChinese JsonKeyIndices Name Type',
      ),
    },
  },
  'ALIYUN::RAM::Role': {
    properties: words(
      `AssumeRolePolicyDocument RoleName DeletionForce Description IgnoreExisting MaxSessionDuration Policies
       PolicyAttachments Tags`,
    ),
    required: words('RoleName AssumeRolePolicyDocument'),
    attributes: words('Arn RoleId RoleName'),
    nested: {
      ...tags,
      ...document('AssumeRolePolicyDocument', 'Action Condition Effect Principal'),
      'Policies.*': words('Description IgnoreExisting PolicyDocument PolicyName'),
      ...permission('Policies.*.PolicyDocument'),
      PolicyAttachments: words('Custom System'),
    },
  },
  'ALIYUN::RAM::ManagedPolicy': {
    properties: words(
      'PolicyName Description Groups IgnoreExisting PolicyDocument PolicyDocumentUnchecked Roles Users',
    ),
    required: words('PolicyName'),
    attributes: words('PolicyName'),
    nested: permission('PolicyDocument'),
  },
  'ALIYUN::RAM::AttachPolicyToRole': {
    properties: words('PolicyName PolicyType RoleName'),
    required: words('PolicyName PolicyType RoleName'),
    attributes: [],
  },
  'ALIYUN::RAM::User': {
    properties: words(
      `UserName Comments DeletionForce DisplayName Email Groups LoginProfile MobilePhone Policies PolicyAttachments`,
    ),
    required: words('UserName'),
    attributes: words('CreateDate LastLoginDate UserId UserName'),
    nested: {
      'Policies.*': words('Description IgnoreExisting PolicyDocument PolicyName'),
      ...permission('Policies.*.PolicyDocument'),
      PolicyAttachments: words('Custom System'),
    },
  },
  'ALIYUN::RAM::AccessKey': {
    properties: words('UserName'),
    required: words('UserName'),
    attributes: words('AccessKeyId AccessKeySecret Status'),
  },
  'ALIYUN::RAM::AttachPolicyToUser': {
    properties: words('PolicyName PolicyType UserName'),
    required: words('PolicyName PolicyType UserName'),
    attributes: [],
  },
  'ALIYUN::FC::Service': {
    properties: words(
      `ServiceName DeletionForce Description InternetAccess LogConfig NasConfig OssMountConfig Role Tags
       TracingConfig VpcBindings VpcConfig`,
    ),
    required: words('ServiceName'),
    attributes: words('InternetAccess LogProject Logstore Role ServiceId ServiceName Tags VpcId'),
    nested: {
      ...tags,
      LogConfig: words('EnableRequestMetrics LogBeginRule Logstore Project'),
    },
  },
  'ALIYUN::FC::Function': {
    properties: words(
      `FunctionName Handler Runtime ServiceName AsyncConfiguration CAPort Code Cpu CustomContainerConfig CustomDNS
       CustomHealthCheckConfig CustomRuntimeConfig Description DiskSize EnvironmentVariables GpuMemorySize
       InitializationTimeout Initializer InstanceConcurrency InstanceLifecycleConfig InstanceSoftConcurrency
       InstanceType MemorySize Timeout`,
    ),
    required: words('Handler FunctionName Runtime ServiceName'),
    attributes: words('ARN FunctionId FunctionName ServiceId ServiceName'),
    nested: {
      Code: words('OssBucketName OssObjectName SourceCode ZipFile'),
      AsyncConfiguration: words(
        'Destination MaxAsyncEventAgeInSeconds MaxAsyncRetryAttempts StatefulInvocation',
      ),
      'AsyncConfiguration.Destination': words('OnFailure OnSuccess'),
    },
  },
  'ALIYUN::FC::Trigger': {
    properties: words(
      'FunctionName ServiceName TriggerConfig TriggerName TriggerType InvocationRole Qualifier SourceArn',
    ),
    required: words('FunctionName ServiceName TriggerConfig TriggerName TriggerType'),
    attributes: words('FunctionName ServiceName TriggerId TriggerName UrlInternet UrlIntranet'),
  },
  'ALIYUN::FC3::Function': {
    properties: words(
      `FunctionName Handler Runtime Code Cpu CustomContainerConfig CustomDns CustomRuntimeConfig Description
       DisableOndemand DiskSize EnvironmentVariables GpuConfig InstanceConcurrency InstanceIsolationMode
       InstanceLifecycleConfig InternetAccess Layers LogConfig MemorySize NasConfig OssMountConfig Role SessionAffinity
       SessionAffinityConfig Tags Timeout TracingConfig VpcConfig`,
    ),
    required: words('FunctionName Handler Runtime'),
    attributes: words('ARN FunctionId FunctionName'),
    nested: {
      ...tags,
      Code: words('Checksum OssBucketName OssObjectName SourceCode ZipFile'),
      LogConfig: words('EnableInstanceMetrics EnableRequestMetrics LogBeginRule Logstore Project'),
    },
  },
  'ALIYUN::FC3::Trigger': {
    properties: words(
      'FunctionName TriggerConfig TriggerName TriggerType Description InvocationRole Qualifier SourceArn',
    ),
    required: words('FunctionName TriggerConfig TriggerName TriggerType'),
    attributes: words('FunctionName TriggerId TriggerName UrlInternet UrlIntranet'),
  },
  'ALIYUN::FC3::AsyncInvokeConfig': {
    properties: words(
      'FunctionName AsyncTask DestinationConfig MaxAsyncEventAgeInSeconds MaxAsyncRetryAttempts',
    ),
    required: words('FunctionName'),
    attributes: [],
    nested: {
      DestinationConfig: words('OnFailure OnSuccess'),
      'DestinationConfig.OnFailure': words('Destination'),
      'DestinationConfig.OnSuccess': words('Destination'),
    },
  },
};

/** Undefined for one that is not known; a template may also name `constructor`, which every object has. */
export function resourceType(name: unknown): ResourceType | undefined {
  return typeof name === 'string' && Object.hasOwn(RESOURCE_TYPES, name) ? RESOURCE_TYPES[name] : undefined;
}
