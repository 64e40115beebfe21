import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import * as sls from '@alicloud/ros-cdk-sls';
import { LOG_FIELDS, SWEEP_LOG_FIELDS } from '../../contract/log-fields';
import type { Settings } from '../settings';
import { logicalId } from './logical-ids';

export interface FunctionLogsProps extends Pick<Settings, 'logRetentionDays' | 'sweep' | 'tags'> {
  logProjectName: string;
  /** Created before the project and deleted after it. @default - nothing */
  after?: Resource[];
}

/** Name of the logstore in its project. */
export const LOG_STORE = 'extract';

/** Fields that Function Compute writes beside each message and, with request metrics, for each request. */
const indexedFields = (messageFields: Record<string, string>) => [
  ...[
    'functionName',
    'requestId',
    'qualifier',
    'invocationType',
    'isColdStart',
    'hasFunctionError',
    'errorType',
  ].map((name) => ({ name, type: 'text', enableAnalytics: true })),
  ...['durationMs', 'memoryUsageMB'].map((name) => ({ name, type: 'double', enableAnalytics: true })),
  // The function's own log line, one JSON object. Its fields can be searched and charted as `message.status`
  // and so on.
  {
    name: 'message',
    type: 'json',
    includeChinese: true,
    jsonKeyIndices: Object.entries(messageFields).map(([name, type]) => ({
      name,
      type,
      enableAnalytics: true,
    })),
  },
];

/** Project, logstore and index for the function's logs. Without the index nothing can be searched. */
export class FunctionLogs extends Construct {
  readonly project: sls.Project;
  readonly store: sls.Logstore;
  readonly index: sls.Index;
  readonly logProjectName: string;
  readonly logStoreName: string;
  /** The index. Events must arrive after it is created, because earlier logs are not indexed. */
  readonly dependency: Resource;

  constructor(scope: Construct, id: string, props: FunctionLogsProps) {
    super(scope, id);
    const project = new sls.Project(this, logicalId(this, 'LogProject'), {
      name: props.logProjectName,
      description: 'Logs of media metadata extraction',
      tags: Object.entries(props.tags).map(([key, value]) => ({ key, value })),
    });
    const store = new sls.Logstore(this, logicalId(this, 'LogStore'), {
      projectName: project.attrName,
      logstoreName: LOG_STORE,
      ttl: props.logRetentionDays,
      preserveStorage: false,
      // A shard takes 5 MB/s: thousands of objects per second, with a few hundred bytes each. Each shard is
      // billed per day.
      shardCount: 1,
      // If logs exceed that, Log Service adds shards by itself. The limit of 8 bounds the cost.
      autoSplit: true,
      maxSplitShard: 8,
      enableTracking: false,
      appendMeta: false,
    });
    const index = new sls.Index(this, logicalId(this, 'LogIndex'), {
      projectName: project.attrName,
      logstoreName: store.attrLogstoreName,
      // Keys of media are often Chinese. Without word division they could only be found as a whole.
      fullTextIndex: { enable: true, caseSensitive: false, includeChinese: true },
      keyIndices: indexedFields(props.sweep === 'off' ? LOG_FIELDS : { ...LOG_FIELDS, ...SWEEP_LOG_FIELDS }),
      logReduce: false,
    });
    store.addDependency(project);
    index.addDependency(store);
    for (const earlier of props.after ?? []) project.addDependency(earlier);
    this.project = project;
    this.store = store;
    this.index = index;
    this.logProjectName = project.attrName.toString();
    this.logStoreName = store.attrLogstoreName.toString();
    this.dependency = index;
  }
}
