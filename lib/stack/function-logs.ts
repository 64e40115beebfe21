import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import * as sls from '@alicloud/ros-cdk-sls';
import { LOG_FIELDS } from '../../contract/log-fields';
import type { Settings } from '../settings';
import { arn } from './arn';
import { logicalId } from './logical-ids';

export interface FunctionLogsProps extends Pick<Settings, 'logRetentionDays' | 'tags'> {
  logProjectName: string;
  /** Made before the project and removed after it. @default - nothing */
  after?: Resource;
}

/** Fields that Function Compute writes beside each message, and with request metrics for each request. */
const INDEXED_FIELDS = [
  ...[
    'functionName',
    'requestId',
    'qualifier',
    'invocationType',
    'isColdStart',
    'hasFunctionError',
    'errorType',
  ].map((name) => ({ name, type: 'text' })),
  ...['durationMs', 'memoryUsageMB'].map((name) => ({ name, type: 'double' })),
  // The function's own line, one JSON object: its fields are found and charted as `message.status` and the like.
  {
    name: 'message',
    type: 'json',
    includeChinese: true,
    jsonKeyIndices: Object.entries(LOG_FIELDS).map(([name, type]) => ({ name, type, enableAnalytics: true })),
  },
];

/** Where the function's logs go: project, logstore and the index without which nothing in it can be searched. */
export class FunctionLogs extends Construct {
  readonly project: sls.Project;
  readonly store: sls.Logstore;
  readonly index: sls.Index;
  readonly logProjectName: string;
  readonly logStoreName: string;
  /** ARN of the logstore, as RAM policies name it. */
  readonly logStoreArn: string;
  /** The index: events must not arrive before it, since only what arrives after it is found. */
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
      logstoreName: 'extract',
      ttl: props.logRetentionDays,
      preserveStorage: false,
      // A shard takes 5 MB/s, thousands of objects per second at a few hundred bytes each; each shard is billed by the day.
      shardCount: 1,
      // Should a burst exceed it, the store grows by itself; 8 bounds what that can cost.
      autoSplit: true,
      maxSplitShard: 8,
      enableTracking: false,
      appendMeta: false,
    });
    const index = new sls.Index(this, logicalId(this, 'LogIndex'), {
      projectName: project.attrName,
      logstoreName: store.attrLogstoreName,
      // Keys of media are often Chinese: without word division they are found only as a whole.
      fullTextIndex: { enable: true, caseSensitive: false, includeChinese: true },
      keyIndices: INDEXED_FIELDS,
      logReduce: false,
    });
    store.addDependency(project);
    index.addDependency(store);
    if (props.after) {
      project.addDependency(props.after);
    }
    this.project = project;
    this.store = store;
    this.index = index;
    this.logProjectName = project.attrName.toString();
    this.logStoreName = store.attrLogstoreName.toString();
    this.logStoreArn = arn('log', `project/${this.logProjectName}/logstore/${this.logStoreName}`);
    this.dependency = index;
  }
}
