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

/** A client of Function Compute 2. */
export function fcClient(access: FcAccess): Fc {
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
    timeout: 30_000,
    ...(fcEndpoint ? { endpoint: fcEndpoint } : {}),
  });
}
