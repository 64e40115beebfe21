import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { sameText } from '../same-text';
import type { Credentials, KeyLookup, Principal } from './authority';

interface Key {
  principal: Principal;
  credentials: Credentials;
  /** Id of the role of a temporary key. The id, because a role that is created again has the same name. */
  roleId?: string;
}

function letters(count: number): string {
  const text = randomBytes(count * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '');
  return text.slice(0, count);
}

const newCredentials = (): Credentials => ({
  accessKeyId: `LTAI5t${letters(18)}`,
  accessKeySecret: letters(30),
});

/** All access keys of the account, long-lived and temporary, in memory. */
export class KeyRing {
  readonly #keys = new Map<string, Key>();

  constructor(
    private readonly clock: Clock,
    /** Tells whether a role still exists, by its id. */
    private readonly roleExists: (roleId: string) => boolean,
  ) {}

  /**
   * A long-lived key. Ids and secrets have the lengths and alphabets of real ones: clients check them.
   * @param credentials those of an earlier process. @default new ones
   */
  issue(principal: Principal, credentials: Credentials = newCredentials()): Credentials {
    this.#keys.set(credentials.accessKeyId, { principal, credentials });
    return { ...credentials };
  }

  /** A temporary key with a security token. */
  issueTemporary(principal: Principal, roleId: string, durationSeconds: number): Credentials {
    this.#dropExpired();
    const credentials: Credentials = {
      accessKeyId: `STS.NT${letters(20)}`,
      accessKeySecret: letters(44),
      securityToken: `CAIS${randomBytes(336).toString('base64')}`,
      expiration: this.clock.now() + durationSeconds * 1_000,
    };
    this.#keys.set(credentials.accessKeyId, { principal, credentials, roleId });
    return { ...credentials };
  }

  /** Ids of the long-lived keys of a principal. */
  ofPrincipal(arn: string): string[] {
    return [...this.#keys]
      .filter(([, { principal, roleId }]) => principal.arn === arn && roleId === undefined)
      .map(([id]) => id);
  }

  revoke(accessKeyId: string): boolean {
    return this.#keys.delete(accessKeyId);
  }

  lookup(accessKeyId: string, securityToken?: string): KeyLookup {
    const key = this.#keys.get(accessKeyId);
    if (!key) return { known: false, reason: 'UnknownKey' };
    const { principal, credentials, roleId } = key;
    const found: KeyLookup = { known: true, principal, accessKeySecret: credentials.accessKeySecret };
    // A long-lived key has no token; a token in the request belongs to another key.
    if (credentials.securityToken === undefined) {
      return securityToken === undefined ? found : { known: false, reason: 'InvalidToken' };
    }
    if (!securityToken) return { known: false, reason: 'MissingToken' };
    if (!sameText(securityToken, credentials.securityToken)) return { known: false, reason: 'InvalidToken' };
    if (this.clock.now() >= (credentials.expiration ?? 0)) return { known: false, reason: 'ExpiredToken' };
    if (roleId !== undefined && !this.roleExists(roleId)) return { known: false, reason: 'InvalidToken' };
    return found;
  }

  /** Removes keys an hour after they expired. Until then the error is "expired", later "unknown". */
  #dropExpired(): void {
    const limit = this.clock.now() - 3_600_000;
    for (const [id, { credentials }] of this.#keys) {
      if (credentials.expiration !== undefined && credentials.expiration < limit) this.#keys.delete(id);
    }
  }
}
