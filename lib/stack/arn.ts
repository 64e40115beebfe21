import { RosPseudo } from '@alicloud/ros-cdk-core';

/**
 * `acs:SERVICE:REGION:ACCOUNT:RELATIVE` in the stack's region. The account is `ALIYUN::TenantId`. The CDK's
 * `stack.account` is `ALIYUN::AccountId`, which is the identity that deploys and may be a RAM user.
 */
export function arn(service: 'eventbridge' | 'fc' | 'log' | 'oss' | 'ots', relative: string): string {
  return `acs:${service}:${RosPseudo.region}:${RosPseudo.tenantId}:${relative}`;
}

/** ARN of a role of the account. Roles belong to no region. */
export const roleArn = (roleName: string): string => `acs:ram::${RosPseudo.tenantId}:role/${roleName}`;
