import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { UsageError } from '../program/errors';

const STATE = z.strictObject({
  bucket: z.string(),
  prefix: z.string(),
  /** The text of the option. The first run decides which time it means. */
  sinceOption: z.string().nullable(),
  since: z.number().nullable(),
  /** Every object up to this key is done. */
  after: z.string(),
  listed: z.number(),
  sent: z.number(),
});

/** How far a backfill has come. */
export type BackfillState = z.infer<typeof STATE>;

/** Where state files are kept. */
export const stateFolder = (env: NodeJS.ProcessEnv): string =>
  join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'media-metadata');

/** The default state file of a backfill: one file for each bucket and selection. */
export function defaultStateFile(
  env: NodeJS.ProcessEnv,
  { bucket, prefix, sinceOption }: Pick<BackfillState, 'bucket' | 'prefix' | 'sinceOption'>,
): string {
  const selection = createHash('sha256')
    .update(JSON.stringify([bucket, prefix, sinceOption]))
    .digest('hex');
  return join(stateFolder(env), `backfill-${bucket}-${selection.slice(0, 8)}.json`);
}

/** What kind of state a file holds: its form, and what it is of, for messages. */
export interface StateKind<State> {
  schema: z.ZodType<State>;
  of: string;
}

const BACKFILL: StateKind<BackfillState> = { schema: STATE, of: 'a backfill' };

/** Stores how far something has come, such as a backfill, so that it can continue after an interruption. */
export class StateFile<State = BackfillState> {
  readonly path: string;

  constructor(
    path: string,
    cwd: string,
    private readonly kind: StateKind<State> = BACKFILL as unknown as StateKind<State>,
  ) {
    this.path = resolve(cwd, path);
  }

  /** @throws UsageError when the file is not a state file */
  read(): State | undefined {
    let text: string;
    try {
      text = readWithoutLink(this.path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return undefined;
      if (code === 'ELOOP') throw this.problem('is a symbolic link, which is not followed');
      throw this.problem(`cannot be read: ${code}`);
    }
    try {
      return this.kind.schema.parse(JSON.parse(text));
    } catch {
      throw new UsageError(
        `'${this.path}' is not the state of ${this.kind.of}: name another with --state, or --restart.`,
      );
    }
  }

  /**
   * Writes all or nothing. The file is made anew beside the old one and takes its place, so a link there is replaced and
   * never written through.
   * @throws UsageError
   */
  write(state: State): void {
    const fresh = `${this.path}.${randomUUID()}.tmp`;
    try {
      makeFolder(dirname(this.path));
      // `wx` is O_EXCL: nothing may stand there, not even a link.
      writeFileSync(fresh, `${JSON.stringify(state)}\n`, { mode: 0o600, flag: 'wx' });
      renameSync(fresh, this.path);
    } catch (error) {
      rmSync(fresh, { force: true });
      throw this.problem(`cannot be written: ${(error as NodeJS.ErrnoException).code}`);
    }
  }

  private problem(what: string): UsageError {
    return new UsageError(`The state file '${this.path}' ${what}. Name another with --state.`);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}

/** @throws Error with the code ELOOP for a symbolic link */
function readWithoutLink(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** Not with `recursive`: below `/proc`, where no folder can be made, Node would then try for ever. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
