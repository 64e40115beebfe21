import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { StateFile, type StateKind, stateFolder } from '../describe-again/state-file';
import { UsageError } from '../program/errors';

const COUNTS = z.strictObject({
  judged: z.number(),
  passed: z.number(),
  warned: z.number(),
  failed: z.number(),
  written: z.number(),
});

/** What was found, by this run and those before that it goes on from. */
export type CheckCounts = z.infer<typeof COUNTS>;

const STATE = z.strictObject({
  table: z.string(),
  query: z.string(),
  /** Hash of the policy's file. */
  policy: z.string(),
  /** The primary key of the last row that is done. */
  after: z.tuple([z.string(), z.string()]),
  counts: COUNTS,
});

/** How far a check has come. */
export type CheckState = z.infer<typeof STATE>;
export type CheckSelection = Pick<CheckState, 'table' | 'query' | 'policy'>;

const KIND: StateKind<CheckState> = { schema: STATE, of: 'a check' };

export const NO_COUNTS: CheckCounts = { judged: 0, passed: 0, warned: 0, failed: 0, written: 0 };

/**
 * Where it is remembered how far a check has come: a named file, or for a check that writes one of its own. Undefined for a
 * check that only prints and is not told to remember, since a part of its output is of no use.
 */
export function checkStateFile(
  { state, write }: { state?: string; write?: boolean },
  selection: CheckSelection,
  { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string },
): StateFile<CheckState> | undefined {
  if (state === undefined && !write) return undefined;
  const name = createHash('sha256')
    .update(JSON.stringify(Object.values(selection)))
    .digest('hex')
    .slice(0, 16);
  return new StateFile(state ?? join(stateFolder(env), `check-${name}.json`), cwd, KIND);
}

/** @throws UsageError when the state belongs to another check */
export function resumedFrom(
  file: StateFile<CheckState>,
  { table, query, policy }: CheckSelection,
): CheckState | undefined {
  const state = file.read();
  if (!state) return undefined;
  if (state.table === table && state.query === query && state.policy === policy) return state;
  throw new UsageError(
    `'${file.path}' is the state of a check of other rows or by another policy: name another with --state, or --restart.`,
  );
}
