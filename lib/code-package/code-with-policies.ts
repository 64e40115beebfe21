import type { AssignedPolicy } from '../../contract/policy/assigned-policies';
import { readPolicies } from '../settings/read-policies';
import type { CodeZip } from './code-zip';
import { withPolicies } from './with-policies';

/**
 * Reads the files of the setting `policies` and puts them into the zip of the functions.
 * @returns the zip, and the hash of each policy
 * @throws SettingsError, CodePackageError
 */
export function codeWithPolicies(
  code: CodeZip,
  files: Readonly<Record<string, string>>,
): { zip: CodeZip; policies: AssignedPolicy<string>[] } {
  const read = readPolicies(files);
  const policies = read.map(({ prefix, policy }) => ({ prefix, policy: policy.hash }));
  return { zip: withPolicies(code, read), policies };
}
