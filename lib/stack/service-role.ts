import type { Construct, Resource } from '@alicloud/ros-cdk-core';
import { CloudRole, type Grant } from './cloud-role';
import type { ResourceArns } from './resource-arns';
import { rowGrants } from './row-grants';

export interface ServiceRoleProps {
  roleName: string;
  /** ARN patterns of the objects, from `objectsArn`. */
  objectArns: string[];
  arns: ResourceArns;
  /** ARN patterns of the buckets that the function lists, from `listArn`. Empty without a sweep. */
  listArns: string[];
  /** Whether the function reads the tags of objects. */
  objectTags: boolean;
  after?: Resource[];
  tags: Record<string, string>;
}

/**
 * The role of the extract function. It may read objects, write their rows, write its logs and call the
 * failure function, with a sweep also list buckets and rows, and nothing else.
 */
export class ServiceRole extends CloudRole {
  constructor(
    scope: Construct,
    id: string,
    { objectArns, listArns, arns, objectTags, ...props }: ServiceRoleProps,
  ) {
    super(scope, id, {
      ...props,
      description: 'Media metadata: extract reads objects and writes rows and logs',
      trusted: 'fc.aliyuncs.com',
      grants: [
        // GetObject covers GET, ranged GET and HEAD: OSS documents no other action for HeadObject. For a
        // missing object OSS documents 404. S3 returns 403 to callers that may not list; OSS documents no
        // such rule, so the right to list is not needed.
        {
          actions: ['oss:GetObject', ...(objectTags ? ['oss:GetObjectTagging'] : [])],
          resources: objectArns,
        },
        ...rowGrants(arns),
        ...sweepGrants(arns, listArns),
        { actions: ['log:PostLogStoreLogs'], resources: [arns.logStore] },
        // Function Compute invokes a destination with the role of the function that failed.
        { actions: ['fc:InvokeFunction'], resources: [arns.failureFunction.functionArn] },
      ],
    });
  }
}

/** To compare buckets with their rows, and to remember how far that is. */
function sweepGrants({ table, sweepTable }: ResourceArns, listArns: string[]): Grant[] {
  if (!sweepTable) return [];
  return [
    { actions: ['oss:ListObjects'], resources: listArns },
    { actions: ['ots:GetRange'], resources: [table] },
    { actions: ['ots:GetRow', 'ots:PutRow'], resources: [sweepTable] },
  ];
}
