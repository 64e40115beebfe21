import type { Credentials, Principal } from '../../src/ram/authority';
import { Ram } from '../../src/ram/ram';
import { ManualClock } from '../manual-clock';

export const ACCOUNT = '1234567890123456';
export const TRUST = {
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['fc.aliyuncs.com'] } }],
};
export const READ = {
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'oss:GetObject', Resource: 'acs:oss:*:*:media/*' }],
};
export const OBJECT = `acs:oss:cn-hangzhou:${ACCOUNT}:media/a.mp4`;
export const ROLE = {
  roleArn: `acs:ram::${ACCOUNT}:role/reader`,
  service: 'fc.aliyuncs.com',
  sessionName: 'extract',
};

/** An account with a role that Function Compute may assume and that may read. */
export function prepare() {
  const clock = new ManualClock();
  const ram = new Ram({ accountId: ACCOUNT, clock });
  ram.createRole('reader', { assumeRolePolicyDocument: TRUST });
  ram.createPolicy('read', READ);
  ram.attachPolicyToRole({ type: 'Custom', name: 'read' }, 'reader');
  const principalOf = ({ accessKeyId, securityToken }: Credentials): Principal => {
    const found = ram.lookup(accessKeyId, securityToken);
    if (!found.known) throw new Error(found.reason);
    return found.principal;
  };
  return { clock, ram, principalOf };
}
