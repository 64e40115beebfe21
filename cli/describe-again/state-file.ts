import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** The default state file of a backfill: one file for each bucket and selection. */
export function defaultStateFile(
  env: NodeJS.ProcessEnv,
  { bucket, prefix, sinceOption }: Pick<BackfillState, 'bucket' | 'prefix' | 'sinceOption'>,
): string {
  const folder = env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  const selection = createHash('sha256')
    .update(JSON.stringify([bucket, prefix, sinceOption]))
    .digest('hex');
  return join(folder, 'media-metadata', `backfill-${bucket}-${selection.slice(0, 8)}.json`);
}

/** Stores how far a backfill has come, so that it can continue after an interruption. */
export class StateFile {
  readonly path: string;

  constructor(path: string, cwd: string) {
    this.path = resolve(cwd, path);
  }

  /** @throws UsageError when the file is not a state file */
  read(): BackfillState | undefined {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new UsageError(`The state file '${this.path}' cannot be read: ${(error as Error).message}`);
    }
    try {
      return STATE.parse(JSON.parse(text));
    } catch {
      throw new UsageError(
        `'${this.path}' is not the state of a backfill: name another with --state, or --restart.`,
      );
    }
  }

  /** Replaces the file as a whole, so that it is never incomplete. */
  write(state: BackfillState): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const fresh = `${this.path}.${process.pid}.tmp`;
    writeFileSync(fresh, `${JSON.stringify(state)}\n`, { mode: 0o600 });
    renameSync(fresh, this.path);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}
