import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Policy } from '../../contract/policy/policy';
import { PolicyError } from '../../contract/policy/policy-error';
import { readPolicy } from '../../contract/policy/read-policy';
import { UsageError } from '../program/errors';
import type { Terminal } from '../program/terminal';
import type { CheckOptions } from './options';

/**
 * Judges by a policy: stored reports, all or those that a query finds, or local files. Exit code 1 when any fails.
 * @throws UsageError
 */
export async function check(
  [file = '', ...what]: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  const policy = policyFrom(file, terminal.cwd);
  if (areFiles(what, terminal.cwd)) {
    if (options.write) throw new UsageError('--write is for rows: local files have none.');
    return (await import('./check-files.js')).checkFiles(policy, what, options, terminal);
  }
  if (what.length > 1) {
    const missing = what.find((one) => !isFile(one, terminal.cwd));
    throw new UsageError(
      `'${missing}' is no file. After the policy, files are expected, or one query: keep it in single quotes.`,
    );
  }
  return (await import('./check-rows.js')).checkRows(policy, what[0] ?? '', options, terminal);
}

/** Reads a policy that the user named. @throws UsageError */
function policyFrom(file: string, cwd: string): Policy {
  try {
    return readPolicy(readFileSync(resolve(cwd, file), 'utf8'), file);
  } catch (error) {
    if (error instanceof PolicyError) throw new UsageError(error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`The policy '${file}' cannot be read: ${code}.`);
  }
}

const isFile = (name: string, cwd: string): boolean =>
  statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isFile() === true;

const areFiles = (names: readonly string[], cwd: string): boolean =>
  names.length > 0 && names.every((name) => isFile(name, cwd));
