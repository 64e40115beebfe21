import type { Authority, Credentials, KeyLookup, Principal } from '../../src/ram/authority';

export const ACCOUNT = '1234567890123456';
export const ROOT: Credentials = { accessKeyId: 'LTAItestroot', accessKeySecret: 'root-secret' };
export const READER: Credentials = {
  accessKeyId: 'STS.reader',
  accessKeySecret: 'reader-secret',
  securityToken: 'token+of/the=reader',
};

/** The root may do anything, the reader only what `allow` returns true for. */
export class FakeAuthority implements Authority {
  readonly accountId = ACCOUNT;
  readonly asked: string[] = [];
  allow: (action: string, resource: string) => boolean = (action) => action === 'oss:GetObject';
  expired = false;

  lookup(accessKeyId: string, securityToken?: string): KeyLookup {
    if (accessKeyId === ROOT.accessKeyId) {
      const principal: Principal = { kind: 'root', accountId: ACCOUNT, arn: `acs:ram::${ACCOUNT}:root` };
      return { known: true, principal, accessKeySecret: ROOT.accessKeySecret };
    }
    if (accessKeyId !== READER.accessKeyId) return { known: false, reason: 'UnknownKey' };
    if (securityToken === undefined) return { known: false, reason: 'MissingToken' };
    if (securityToken !== READER.securityToken) return { known: false, reason: 'InvalidToken' };
    if (this.expired) return { known: false, reason: 'ExpiredToken' };
    const arn = `acs:ram::${ACCOUNT}:assumed-role/worker/session-1`;
    return {
      known: true,
      principal: { kind: 'assumed-role', accountId: ACCOUNT, arn },
      accessKeySecret: READER.accessKeySecret,
    };
  }

  isAllowed(principal: Principal, action: string, resource: string): boolean {
    this.asked.push(`${action} ${resource}`);
    return principal.kind === 'root' || this.allow(action, resource);
  }

  assumeRole(): Credentials {
    return READER;
  }
}
