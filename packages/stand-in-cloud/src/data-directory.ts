import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import type { Credentials } from './ram/authority';
import { DataDirectoryError } from './storage/errors';
import { identityOf, isRunning } from './storage/process-identity';
import { readSealed, writeSealed } from './storage/sealed-file';

const accountFile = z.strictObject({
  accountId: z.string(),
  region: z.string(),
  rootKey: z.strictObject({ accessKeyId: z.string(), accessKeySecret: z.string() }),
  /** By the stacks' names. */
  stackIds: z.record(z.string(), z.string()),
});

type Account = z.output<typeof accountFile>;

const ACCOUNT = 'account.json';
const LOCK = 'lock';

/**
 * The directory of a cloud that is to be continued by a later process. OSS and Tablestore keep their data in folders of
 * it. This class keeps the account's id and key, and the ids of stacks, because resource names are made from them.
 * Everything else is created again when the same stack is deployed again.
 */
export class DataDirectory {
  private constructor(
    readonly path: string,
    private account: Account | undefined,
  ) {}

  /**
   * Makes the directory where there is none, and claims it until {@link close}.
   * @throws DataDirectoryError when another process uses it, or it holds something else or of another version
   * @throws DamagedDataError
   */
  static open(given: string): DataDirectory {
    const path = resolve(given);
    try {
      // The key in it opens every object.
      makeDirectory(path);
      const account = readSealed(join(path, ACCOUNT), accountFile);
      // A process that was killed in its first moment leaves nothing but the start of the account's file.
      const ours = [LOCK, `${ACCOUNT}.next`];
      if (!account && readdirSync(path).some((name) => !ours.includes(name))) {
        throw new DataDirectoryError(`'${path}' must be empty or of an earlier run; it holds other files.`);
      }
      claim(path);
      // Read again: until now another process may have changed it.
      return new DataDirectory(path, readSealed(join(path, ACCOUNT), accountFile));
    } catch (error) {
      throw unusable(path, error);
    }
  }

  /** True when an earlier process used it. */
  get isReturning(): boolean {
    return this.account !== undefined;
  }

  get rootKey(): Credentials | undefined {
    return this.account?.rootKey;
  }

  /**
   * Stores the account the first time, and compares it later. @throws DataDirectoryError for another account or region
   */
  remember(account: Pick<Account, 'accountId' | 'region' | 'rootKey'>): void {
    for (const field of ['accountId', 'region'] as const) {
      const kept = this.account?.[field] ?? account[field];
      if (kept !== account[field]) {
        throw new DataDirectoryError(`'${this.path}': ${field} is '${kept}', '${account[field]}' given.`);
      }
    }
    const { accessKeyId, accessKeySecret } = account.rootKey;
    this.save({
      stackIds: {},
      ...this.account,
      ...account,
      rootKey: { accessKeyId, accessKeySecret },
    });
  }

  /** The stored id of the stack of this name; a new one is made and stored when there is none. */
  stackId(name: string, make: () => string): string {
    const { account } = this;
    if (!account) throw new DataDirectoryError('The account must be remembered before its stacks.');
    // A stack may have the name of something that every object has, such as `constructor`.
    const id = Object.hasOwn(account.stackIds, name) ? account.stackIds[name]! : make();
    this.save({ ...account, stackIds: { ...account.stackIds, [name]: id } });
    return id;
  }

  /** Removes the id of a deleted stack: a later stack of this name gets a new one. */
  forgetStack(name: string): void {
    if (!this.account) return;
    const { [name]: _gone, ...stackIds } = this.account.stackIds;
    this.save({ ...this.account, stackIds });
  }

  close(): void {
    rmSync(join(this.path, LOCK), { force: true });
  }

  private save(account: Account): void {
    this.account = account;
    writeSealed(join(this.path, ACCOUNT), account);
  }
}

/**
 * Makes a directory and those above it, readable for their owner only. Not with `recursive` of Node.js, which tries for
 * ever where a directory is there and nothing can be made in it, such as `/proc`.
 */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = dirname(path);
  if (!existsSync(above)) makeDirectory(above);
  mkdirSync(path, { mode: 0o700 });
}

const REASONS: Record<string, string> = {
  EEXIST: 'it is a file; name a directory',
  ENOTDIR: 'a part of the path is a file; name a directory',
  EACCES: 'you may not write there; name one of your own',
  EPERM: 'you may not write there; name one of your own',
  EROFS: 'the file system is read-only; name one elsewhere',
  // So says /proc, in which nothing can be made.
  ENOENT: 'nothing can be made there; name one elsewhere',
  ENOSPC: 'the file system is full; make room or name one elsewhere',
};

/** Errors of the file system become a sentence; others are left as they are. */
function unusable(path: string, error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  const reason = REASONS[code];
  if (error instanceof DataDirectoryError || reason === undefined) return error;
  return new DataDirectoryError(`'${path}' cannot hold data: ${reason} (${code}).`, { cause: error });
}

/** Locks the directory: two processes would overwrite each other's journals. A lock of a dead process is ignored. */
function claim(path: string): void {
  const lock = join(path, LOCK);
  const self = identityOf(process.pid);
  try {
    writeFileSync(lock, self, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = readFileSync(lock, 'utf8');
    if (owner !== self && isRunning(owner)) {
      throw new DataDirectoryError(`'${path}' is in use by process ${owner.split('-')[0]}.`);
    }
    writeFileSync(lock, self);
  }
}
