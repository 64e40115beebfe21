import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { UsageError } from '../program/errors';

const STATE = z.strictObject({
  bucket: z.string(),
  prefix: z.string(),
  /** As it was given; what it means is fixed by the first run. */
  sinceOption: z.string().nullable(),
  since: z.number().nullable(),
  /** Every object up to this key is done. */
  after: z.string(),
  listed: z.number(),
  sent: z.number(),
});

/** How far a backfill has come. */
export type BackfillState = z.infer<typeof STATE>;

/** Where a backfill of this kind keeps its state when no file is named: one file per bucket and selection. */
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

/** Remembers how far a backfill has come, so that it can go on after an interruption. */
export class StateFile {
  readonly path: string;

  constructor(path: string, cwd: string) {
    this.path = resolve(cwd, path);
  }

  /** @throws UsageError for a file of something else */
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

  /** Writes all or nothing. */
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
