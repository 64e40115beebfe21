import type { Clock } from '../clock';
import { RamError } from './errors';
import { checkUserName } from './names';
import type { PolicyStore } from './policy-store';

/** The account's users. */
export class UserStore {
  /** When each was made, in milliseconds since the epoch. */
  readonly #users = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly policies: PolicyStore,
    private readonly keysOf: (userName: string) => string[],
  ) {}

  /** A user without a key or a policy. @throws RamError for a name that is bad or taken */
  create(name: string): void {
    checkUserName(name);
    if (this.#users.has(name)) {
      throw new RamError('EntityAlreadyExists.User', `The user does already exist: ${name}.`);
    }
    this.#users.set(name, this.clock.now());
  }

  has(name: string): boolean {
    return this.#users.has(name);
  }

  /** When it was made, in milliseconds since the epoch. @throws RamError for a user that is not there */
  createdAt(name: string): number {
    const createdAt = this.#users.get(name);
    if (createdAt !== undefined) return createdAt;
    throw new RamError('EntityNotExist.User', `The user does not exist: ${name}.`);
  }

  /** Refuses a user that still has keys or policies. */
  delete(name: string): void {
    this.createdAt(name);
    const [key] = this.keysOf(name);
    if (key !== undefined) {
      const rule = `The user ${name} must not have any access key while deleting it: ${key} is there.`;
      throw new RamError('DeleteConflict.User.AccessKey', rule);
    }
    const [policy] = this.policies.held('User', name);
    if (policy) {
      const rule = `The user ${name} must not have any attached policy while deleting it: it holds ${policy.name}.`;
      throw new RamError('DeleteConflict.User.Policy', rule);
    }
    this.#users.delete(name);
  }
}
