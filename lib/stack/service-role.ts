import type { Construct } from '@alicloud/ros-cdk-core';
import { CloudRole } from './cloud-role';
import type { CloudFunction } from './function-generation';
import type { FunctionLogs } from './function-logs';
import type { MetadataTable } from './metadata-table';

export interface ServiceRoleProps {
  roleName: string;
  /** ARN patterns of the objects, as `objectsArn` writes them. */
  objectArns: string[];
  table: MetadataTable;
  logs: FunctionLogs;
  onFailure: CloudFunction;
  tags: Record<string, string>;
}

/**
 * The role that the extract function runs as: it reads objects, keeps their rows, writes its logs and has what it could
 * not do recorded, and nothing else.
 */
export class ServiceRole extends CloudRole {
  constructor(
    scope: Construct,
    id: string,
    { objectArns, table, logs, onFailure, ...props }: ServiceRoleProps,
  ) {
    super(scope, id, {
      ...props,
      description: 'Media metadata: extract reads objects and writes rows and logs',
      trusted: 'fc.aliyuncs.com',
      grants: [
        // GetObject covers GET, its ranges and HEAD: OSS documents no other action for HeadObject. For a missing object it
        // documents 404, and nowhere S3's rule that who may not list gets 403 instead, so the right to list is not asked for.
        { actions: ['oss:GetObject'], resources: objectArns },
        // A row is read before it is replaced on a condition, and deleted when its object is gone.
        { actions: ['ots:GetRow', 'ots:PutRow', 'ots:DeleteRow'], resources: [table.tableArn] },
        { actions: ['log:PostLogStoreLogs'], resources: [logs.logStoreArn] },
        // Function Compute invokes a destination as the role of the function that failed.
        { actions: ['fc:InvokeFunction'], resources: [onFailure.functionArn] },
      ],
    });
  }
}
