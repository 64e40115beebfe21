import { limits } from 'ros-template-check';
import type { Clock } from '../clock';
import { RamError } from './errors';
import { checkDescription, checkMaxSessionDuration, checkRoleName } from './names';
import type { PolicyStore } from './policy-store';
import { parseTrustPolicy, type TrustStatement } from './trust-policy';

/** The properties of a role. */
export interface RoleDefinition {
  /** Who may assume it: JSON text, or the object of a template. */
  assumeRolePolicyDocument: unknown;
  description?: string;
  /** @default 3600, the service's own */
  maxSessionDurationSeconds?: number;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly maxSessionDurationSeconds: number;
  readonly trust: TrustStatement[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** The account's roles. */
export class RoleStore {
  readonly #roles = new Map<string, Role>();
  /** Ids have 18 digits, as real ones, and are never used twice. */
  #lastId = 300_000_000_000_000_000n;

  constructor(
    private readonly accountId: string,
    private readonly clock: Clock,
    private readonly policies: PolicyStore,
  ) {}

  create(name: string, definition: RoleDefinition): Role {
    checkRoleName(name);
    const {
      assumeRolePolicyDocument,
      description = '',
      maxSessionDurationSeconds = limits.ram.DEFAULT_SESSION_SECONDS,
    } = definition;
    checkDescription(description);
    checkMaxSessionDuration(maxSessionDurationSeconds);
    const trust = parseTrustPolicy(assumeRolePolicyDocument);
    if (this.#roles.has(name)) {
      throw new RamError('EntityAlreadyExists.Role', `The role does already exist: ${name}.`);
    }
    this.#lastId += 1n;
    return this.#put({
      id: String(this.#lastId),
      name,
      arn: `acs:ram::${this.accountId}:role/${name}`,
      description,
      maxSessionDurationSeconds,
      trust,
      createdAt: this.clock.now(),
    });
  }

  update(name: string, changes: Partial<RoleDefinition>): Role {
    const role = this.get(name);
    const { description = role.description } = changes;
    const { maxSessionDurationSeconds = role.maxSessionDurationSeconds } = changes;
    checkDescription(description);
    checkMaxSessionDuration(maxSessionDurationSeconds);
    const document = changes.assumeRolePolicyDocument;
    const trust = document === undefined ? role.trust : parseTrustPolicy(document);
    return this.#put({ ...role, description, maxSessionDurationSeconds, trust });
  }

  get(name: string): Role {
    const role = this.#roles.get(name);
    if (!role) throw new RamError('EntityNotExist.Role', `The role does not exist: ${name}.`);
    return role;
  }

  has(name: string): boolean {
    return this.#roles.has(name);
  }

  hasId(id: string): boolean {
    return [...this.#roles.values()].some((role) => role.id === id);
  }

  delete(name: string): void {
    const role = this.get(name);
    const [policy] = this.policies.held('Role', role.name);
    if (policy) {
      throw new RamError(
        'DeleteConflict.Role.Policy',
        `The role ${name} must not have any attached policy while deleting it: it holds ${policy.name}.`,
      );
    }
    this.#roles.delete(name);
  }

  #put(role: Role): Role {
    this.#roles.set(role.name, role);
    return role;
  }
}
