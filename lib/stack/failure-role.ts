import type { Construct } from '@alicloud/ros-cdk-core';
import { CloudRole } from './cloud-role';
import type { FunctionLogs } from './function-logs';
import type { MetadataTable } from './metadata-table';

export interface FailureRoleProps {
  roleName: string;
  /** ARN patterns of the objects, as `objectsArn` writes them. */
  objectArns: string[];
  table: MetadataTable;
  logs: FunctionLogs;
  tags: Record<string, string>;
}

/** The role that the failure function runs as: it looks at objects, writes their rows and its logs, and nothing else. */
export class FailureRole extends CloudRole {
  constructor(scope: Construct, id: string, { objectArns, table, logs, ...props }: FailureRoleProps) {
    super(scope, id, {
      ...props,
      description: 'Media metadata: failures are recorded in rows and logs',
      trusted: 'fc.aliyuncs.com',
      grants: [
        // For HEAD: a row says which version of the object could not be described. OSS knows no narrower action.
        { actions: ['oss:GetObject'], resources: objectArns },
        // A row that a later event wrote is left alone, and one whose object is gone since is deleted.
        { actions: ['ots:GetRow', 'ots:PutRow', 'ots:DeleteRow'], resources: [table.tableArn] },
        { actions: ['log:PostLogStoreLogs'], resources: [logs.logStoreArn] },
      ],
    });
  }
}
