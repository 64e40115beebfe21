import type { Construct } from '@alicloud/ros-cdk-core';
import { CloudRole } from './cloud-role';
import type { FunctionLogs } from './function-logs';
import type { MetadataTable } from './metadata-table';

export interface FailureRoleProps {
  roleName: string;
  /** ARN patterns of the objects, from `objectsArn`. */
  objectArns: string[];
  table: MetadataTable;
  logs: FunctionLogs;
  tags: Record<string, string>;
}

/**
 * The role of the failure function. It may ask for an object's version, write rows and write its logs, and
 * nothing else.
 */
export class FailureRole extends CloudRole {
  constructor(scope: Construct, id: string, { objectArns, table, logs, ...props }: FailureRoleProps) {
    super(scope, id, {
      ...props,
      description: 'Media metadata: failures are recorded in rows and logs',
      trusted: 'fc.aliyuncs.com',
      grants: [
        // For HEAD: a row says which version could not be described. OSS has no narrower action for it.
        { actions: ['oss:GetObject'], resources: objectArns },
        // It reads the row to keep one that a later event wrote, and deletes the row when the object is gone.
        { actions: ['ots:GetRow', 'ots:PutRow', 'ots:DeleteRow'], resources: [table.tableArn] },
        { actions: ['log:PostLogStoreLogs'], resources: [logs.logStoreArn] },
      ],
    });
  }
}
