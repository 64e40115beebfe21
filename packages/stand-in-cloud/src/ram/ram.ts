import { limits } from 'ros-template-check';
import type { Clock } from '../clock';
import type { Settling } from '../settling';
import type { Authority, Credentials, KeyLookup, Principal } from './authority';
import type { RequestContext } from './condition';
import { RamError } from './errors';
import { evaluate } from './evaluation';
import { KeyRing } from './key-ring';
import { checkSessionName } from './names';
import { type PolicyReference, PolicyStore } from './policy-store';
import { parseResourceName } from './resource-name';
import { type Role, type RoleDefinition, RoleStore } from './role-store';
import { trustsPrincipal, trustsService } from './trust-policy';
import { UserStore } from './user-store';

interface RamOptions {
  /** The account's id: 16 digits. */
  accountId: string;
  clock: Clock;
  /** Told of new roles. @default every service knows them at once */
  settling?: Settling;
}

/** Whom a long-lived key belongs to: the account itself, or a user with policies of its own. */
type KeyOwner =
  | { root: true }
  | {
      userName: string;
      policies?: readonly { name: string; document: unknown }[];
      attach?: readonly PolicyReference[];
    };

/** The session that a caller asks for. */
interface SessionRequest {
  roleArn: string;
  sessionName: string;
  /** @default the role's maximum session duration */
  durationSeconds?: number;
}

/** Access keys that a user has at most. */
const MOST_ACCESS_KEYS = 2;

/** RAM and STS of one account: users' keys, roles, policies and temporary credentials. Global, as RAM is. */
export class Ram implements Authority {
  readonly accountId: string;
  readonly roles: RoleStore;
  readonly policies = new PolicyStore();
  readonly users: UserStore;
  readonly #clock: Clock;
  readonly #keys: KeyRing;
  readonly #settling: Settling | undefined;

  constructor({ accountId, clock, settling }: RamOptions) {
    this.#settling = settling;
    this.accountId = accountId;
    this.#clock = clock;
    this.roles = new RoleStore(accountId, clock, this.policies);
    this.users = new UserStore(clock, this.policies, (name) => this.accessKeysOf(name));
    this.#keys = new KeyRing(clock, (roleId) => this.roles.hasId(roleId));
  }

  /**
   * Makes a key. The user is made with its first key; its policies become custom policies of the account.
   * @param credentials a key that an earlier process made. @default a new one
   * @throws RamError for a bad name or document, or a policy that exists already
   */
  createUserKey(owner: KeyOwner, credentials?: Credentials): Credentials {
    if ('root' in owner) return this.#keys.issue(this.#principal('root', 'root'), credentials);
    const { userName, policies = [], attach = [] } = owner;
    if (!this.users.has(userName)) this.users.create(userName);
    for (const { name, document } of policies) {
      this.policies.create(name, document);
      this.policies.attach('User', userName, { type: 'Custom', name });
    }
    for (const policy of attach) this.policies.attach('User', userName, policy);
    return this.#keys.issue(this.#principal('user', `user/${userName}`), credentials);
  }

  /** A further key of a user; there can be two. */
  createAccessKey(userName: string): Credentials {
    this.users.createdAt(userName);
    if (this.accessKeysOf(userName).length >= MOST_ACCESS_KEYS) {
      throw new RamError(
        'LimitExceeded.User.AccessKey',
        `The access keys of the user ${userName} beyond the current limit of ${MOST_ACCESS_KEYS}.`,
      );
    }
    return this.createUserKey({ userName });
  }

  accessKeysOf(userName: string): string[] {
    return this.#keys.ofPrincipal(this.#principal('user', `user/${userName}`).arn);
  }

  attachPolicyToUser(policy: PolicyReference, userName: string): void {
    this.users.createdAt(userName);
    this.policies.attach('User', userName, policy);
  }

  detachPolicyFromUser(policy: PolicyReference, userName: string): void {
    this.users.createdAt(userName);
    this.policies.detach('User', userName, policy);
  }

  /** @returns false when there is no such key */
  deleteKey(accessKeyId: string): boolean {
    return this.#keys.revoke(accessKeyId);
  }

  createRole(name: string, definition: RoleDefinition): Role {
    const role = this.roles.create(name, definition);
    this.#settling?.made('role', role.arn);
    return role;
  }

  updateRole(name: string, changes: Partial<RoleDefinition>): Role {
    return this.roles.update(name, changes);
  }

  getRole(name: string): Role {
    return this.roles.get(name);
  }

  /** Refuses a role that still holds policies. */
  deleteRole(name: string): void {
    this.roles.delete(name);
  }

  createPolicy(name: string, document: unknown, description?: string): void {
    this.policies.create(name, document, description);
  }

  attachPolicyToRole(policy: PolicyReference, roleName: string): void {
    this.roles.get(roleName);
    this.policies.attach('Role', roleName, policy);
  }

  detachPolicyFromRole(policy: PolicyReference, roleName: string): void {
    this.roles.get(roleName);
    this.policies.detach('Role', roleName, policy);
  }

  lookup(accessKeyId: string, securityToken?: string): KeyLookup {
    return this.#keys.lookup(accessKeyId, securityToken);
  }

  /**
   * @param context values of condition keys, such as `acs:SourceIp`; time and caller are added
   */
  isAllowed(principal: Principal, action: string, resource: string, context: RequestContext = {}): boolean {
    if (principal.accountId !== this.accountId) return false;
    if (principal.kind === 'root') {
      const account = parseResourceName(resource)?.account;
      return account === undefined || account === '' || account === '*' || account === this.accountId;
    }
    const [, name = ''] = principal.arn.split('/');
    const holder = principal.kind === 'user' ? 'User' : 'Role';
    const full = { ...this.#known(), 'acs:PrincipalARN': principal.arn, ...context };
    return evaluate(this.policies.rules(holder, name), { action, resource, context: full });
  }

  assumeRole(request: Parameters<Authority['assumeRole']>[0]): Credentials {
    const { service } = request;
    const role = this.#roleOf(request);
    if (!trustsService(role.trust, service, this.#known())) {
      throw new RamError(
        'NoPermission',
        `The trust policy of ${role.arn} does not let ${service} assume the role.`,
      );
    }
    return this.#session(role, request);
  }

  /**
   * The same for a user, or for the session of another role. Both sides must agree: the caller's policies with
   * `sts:AssumeRole` on the role, and the role's trust policy.
   * @throws RamError `NoPermission`, also for the account itself, which may assume no role
   */
  assumeRoleAs(caller: Principal, request: SessionRequest): { role: Role; credentials: Credentials } {
    if (caller.kind === 'root') {
      throw new RamError('NoPermission', 'Roles may not be assumed by root accounts.');
    }
    const role = this.#roleOf(request);
    const mayAsk = this.isAllowed(caller, 'sts:AssumeRole', role.arn);
    if (!mayAsk || !trustsPrincipal(role.trust, caller, this.#known())) {
      throw new RamError(
        'NoPermission',
        'You are not authorized to do this action. You should be authorized by RAM.',
      );
    }
    return { role, credentials: this.#session(role, request) };
  }

  #roleOf({ roleArn, sessionName }: SessionRequest): Role {
    checkSessionName(sessionName);
    const match = /^acs:ram::(\d+):role\/(.+)$/.exec(roleArn);
    if (!match) {
      throw new RamError(
        'InvalidParameter.RoleArn',
        `"${roleArn}" is not of the form acs:ram::ACCOUNT:role/NAME.`,
      );
    }
    const [, account, roleName = ''] = match;
    if (account !== this.accountId)
      throw new RamError('EntityNotExist.Role', `The role does not exist: ${roleArn}.`);
    return this.roles.get(roleName);
  }

  #session(role: Role, { sessionName, durationSeconds }: SessionRequest): Credentials {
    const most = role.maxSessionDurationSeconds;
    const seconds = durationSeconds ?? most;
    if (!Number.isInteger(seconds) || seconds < limits.ram.SHORTEST_SESSION_SECONDS || seconds > most) {
      throw new RamError(
        'InvalidParameter.DurationSeconds',
        `The parameter - "DurationSeconds" must be ${limits.ram.SHORTEST_SESSION_SECONDS} to ${most} for this role, ${seconds} given.`,
      );
    }
    const principal = this.#principal('assumed-role', `assumed-role/${role.name}/${sessionName}`);
    return this.#keys.issueTemporary(principal, role.id, seconds);
  }

  /** Condition keys with the same values for all requests. */
  #known(): RequestContext {
    return {
      'acs:CurrentTime': new Date(this.#clock.now()).toISOString(),
      // Loopback replaces the services' HTTPS endpoints, so connections count as secure.
      'acs:SecureTransport': 'true',
    };
  }

  #principal(kind: Principal['kind'], relative: string): Principal {
    return { kind, accountId: this.accountId, arn: `acs:ram::${this.accountId}:${relative}` };
  }
}
