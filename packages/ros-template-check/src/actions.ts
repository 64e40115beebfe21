const names = (service: string, text: string): string[] =>
  text
    .split(/\s+/)
    .filter((name) => name !== '')
    .map((name) => `${service}:${name}`);

/** Actions that the checked types and functions need, as each service's page on RAM policies names them. */
export const ACTIONS: ReadonlySet<string> = new Set([
  ...names(
    'oss',
    `ListBuckets PutBucket GetBucketInfo GetBucketLocation GetBucketStat DeleteBucket ListObjects ListObjectVersions
     PutBucketAcl GetBucketAcl PutBucketVersioning GetBucketVersioning PutBucketLifecycle GetBucketLifecycle
     DeleteBucketLifecycle PutBucketEncryption GetBucketEncryption DeleteBucketEncryption PutBucketPolicy
     GetBucketPolicy DeleteBucketPolicy PutBucketTagging GetBucketTagging DeleteBucketTagging PutBucketNotification
     GetBucketNotification DeleteBucketNotification PutBucketLogging GetBucketLogging DeleteBucketLogging
     PutBucketReferer GetBucketReferer PutBucketCors GetBucketCors DeleteBucketCors PutBucketInventory
     GetBucketInventory DeleteBucketInventory ListBucketInventory PutBucketPublicAccessBlock
     GetBucketPublicAccessBlock DeleteBucketPublicAccessBlock
     GetObject PutObject PostObject AppendObject DeleteObject GetObjectVersion DeleteObjectVersion GetObjectAcl
     PutObjectAcl GetObjectVersionAcl PutObjectVersionAcl GetObjectTagging PutObjectTagging DeleteObjectTagging
     GetObjectVersionTagging PutObjectVersionTagging RestoreObject RestoreObjectVersion PutSymlink GetSymlink
     AbortMultipartUpload ListParts ListMultipartUploads ProcessImm PublishRtmpStream`,
  ),
  ...names(
    'ots',
    `InsertInstance ListInstance GetInstance UpdateInstance DeleteInstance CreateInstance
     CreateTable ListTable DescribeTable UpdateTable DeleteTable ComputeSplitPointsBySize
     GetRow PutRow UpdateRow DeleteRow GetRange BatchGetRow BatchWriteRow BulkImport BulkExport SQLQuery
     CreateIndex DropIndex CreateSearchIndex ListSearchIndex DescribeSearchIndex UpdateSearchIndex
     DeleteSearchIndex Search ComputeSplits ParallelScan ListStream DescribeStream GetShardIterator GetStreamRecord
     CreateTunnel ListTunnel DescribeTunnel DeleteTunnel ConnectTunnel Heartbeat ShutdownTunnel ReadRecords
     GetCheckpoint Checkpoint StartLocalTransaction CommitTransaction AbortTransaction`,
  ),
  ...names(
    'log',
    `CreateProject GetProject ListProject UpdateProject DeleteProject CreateLogStore GetLogStore ListLogStores
     UpdateLogStore DeleteLogStore CreateIndex GetIndex UpdateIndex DeleteIndex PostLogStoreLogs GetLogStoreLogs
     GetLogStoreHistogram GetCursorOrData PullLogs ListShards SplitShard MergeShards GetLogStoreContextLogs
     CreateConsumerGroup ListConsumerGroup UpdateConsumerGroup DeleteConsumerGroup ConsumerGroupHeartBeat
     ConsumerGroupUpdateCheckPoint GetConsumerGroupCheckPoint`,
  ),
  ...names(
    'fc',
    `CreateService GetService ListServices UpdateService DeleteService CreateFunction GetFunction ListFunctions
     UpdateFunction DeleteFunction GetFunctionCode InvokeFunction CreateTrigger GetTrigger ListTriggers UpdateTrigger
     DeleteTrigger PublishServiceVersion ListServiceVersions DeleteServiceVersion CreateAlias GetAlias ListAliases
     UpdateAlias DeleteAlias PutFunctionAsyncInvokeConfig GetFunctionAsyncInvokeConfig
     DeleteFunctionAsyncInvokeConfig ListFunctionAsyncInvokeConfigs GetStatefulAsyncInvocation
     ListStatefulAsyncInvocations StopStatefulAsyncInvocation PutProvisionConfig GetProvisionConfig
     ListProvisionConfigs PutFunctionOnDemandConfig GetFunctionOnDemandConfig
     PutAsyncInvokeConfig GetAsyncInvokeConfig DeleteAsyncInvokeConfig ListAsyncInvokeConfigs GetAsyncTask
     ListAsyncTasks StopAsyncTask PublishFunctionVersion ListFunctionVersions DeleteFunctionVersion
     PutConcurrencyConfig GetConcurrencyConfig DeleteConcurrencyConfig ListConcurrencyConfigs ListInstances
     DeleteProvisionConfig`,
  ),
  ...names(
    'eventbridge',
    `CreateEventBus DeleteEventBus GetEventBus ListEventBuses UpdateEventBus CreateRule GetRule UpdateRule EnableRule
     DisableRule DeleteRule ListRules PutEvents CreateTargets UpdateTargets DeleteTargets ListTargets TestEventPattern`,
  ),
  ...names('sts', 'AssumeRole GetCallerIdentity'),
  ...names('ram', 'PassRole GetRole CreateRole DeleteRole ListRoles CreatePolicy AttachPolicyToRole'),
  ...names('kms', 'Decrypt Encrypt GenerateDataKey DescribeKey'),
  ...names(
    'mns',
    'SendMessage BatchSendMessage ReceiveMessage DeleteMessage PublishMessage GetQueueAttributes',
  ),
  ...names(
    'vpc',
    'DescribeVSwitchAttributes DescribeVpcAttribute DescribeVpcs DescribeVSwitches DescribeSecurityGroups',
  ),
  ...names('ecs', 'CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces'),
]);
