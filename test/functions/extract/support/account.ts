import type { Authority, Credentials, KeyLookup, Principal } from 'stand-in-cloud';

export const REGION = 'cn-hangzhou';

/** The access key of the account itself, which may do everything. */
export const ROOT = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };

/** A temporary access key of the function's role. */
export const ROLE = {
  accessKeyId: 'STS.role',
  accessKeySecret: 'role-secret',
  securityToken: 'token+of/the=role',
};

/** The account that the stand-in services ask. A test decides what the role may do. */
export class TestAccount implements Authority {
  readonly accountId = '1234567890123456';
  /** Each call of `isAllowed`. */
  readonly asked: { action: string; resource: string }[] = [];
  allow: (action: string, resource: string) => boolean = () => true;
  tokenExpired = false;

  lookup(accessKeyId: string, securityToken?: string): KeyLookup {
    const arn = `acs:ram::${this.accountId}`;
    if (accessKeyId === ROOT.accessKeyId) return this.known('root', `${arn}:root`, ROOT);
    if (accessKeyId !== ROLE.accessKeyId) return { known: false, reason: 'UnknownKey' };
    if (securityToken === undefined) return { known: false, reason: 'MissingToken' };
    if (securityToken !== ROLE.securityToken) return { known: false, reason: 'InvalidToken' };
    if (this.tokenExpired) return { known: false, reason: 'ExpiredToken' };
    return this.known('assumed-role', `${arn}:assumed-role/extract/session`, ROLE);
  }

  isAllowed({ kind }: Principal, action: string, resource: string): boolean {
    this.asked.push({ action, resource });
    return kind === 'root' || this.allow(action, resource);
  }

  assumeRole(): Credentials {
    return ROLE;
  }

  private known(kind: Principal['kind'], arn: string, { accessKeySecret }: Credentials): KeyLookup {
    return { known: true, principal: { kind, accountId: this.accountId, arn }, accessKeySecret };
  }
}
