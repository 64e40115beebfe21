import Fc from '@alicloud/fc2';
import type { Keys } from './keys';

export interface FcAccess extends Keys {
  accountId: string;
  region: string;
  /** True to use the addresses inside Alibaba Cloud. */
  vpc: boolean;
  /** @default - the region's endpoint of the account */
  fcEndpoint?: string;
}

/** A client of Function Compute 2. @param timeoutMs of a request in milliseconds */
export function fcClient(access: FcAccess, timeoutMs: number): Fc {
  const {
    accountId,
    region,
    vpc,
    fcEndpoint,
    accessKeyId: accessKeyID,
    accessKeySecret,
    securityToken,
  } = access;
  return new Fc(accountId, {
    accessKeyID,
    accessKeySecret,
    ...(securityToken ? { securityToken } : {}),
    region,
    secure: true,
    internal: vpc,
    timeout: timeoutMs,
    ...(fcEndpoint ? { endpoint: fcEndpoint } : {}),
  });
}
