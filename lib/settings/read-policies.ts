import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AssignedPolicy } from '../../contract/policy/assigned-policies';
import { PolicyError } from '../../contract/policy/policy-error';
import { readPolicy } from '../../contract/policy/read-policy';
import { SettingsError } from './parse-settings';

/**
 * Reads the files of the setting `policies`, in the order of their prefixes. Paths begin in the working directory.
 * @throws SettingsError with what is wrong with each file
 */
export function readPolicies(files: Readonly<Record<string, string>>): AssignedPolicy[] {
  const violations: string[] = [];
  const policies: AssignedPolicy[] = [];
  for (const [prefix, file] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    try {
      policies.push({ prefix, policy: readPolicy(readFileSync(resolve(file), 'utf8'), file) });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!(error instanceof PolicyError) && code === undefined) throw error;
      const what =
        error instanceof PolicyError ? error.message : `'${file}' must be a file that can be read (${code})`;
      violations.push(`Invalid policy for keys that begin with '${prefix}': ${what}`);
    }
  }
  if (violations.length > 0) throw new SettingsError(violations);
  return policies;
}
