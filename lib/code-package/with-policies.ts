import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type AssignedPolicy, POLICIES_FILE } from '../../contract/policy/assigned-policies';
import { addToZip } from './add-to-zip';
import { cacheDirectory } from './cache-directory';
import type { CodeZip } from './code-zip';
import { removeOld } from './remove-old';
import { writeWhole } from './write-whole';

/**
 * The code package with the policies in it; as it is when there are none. It stands beside what else is built.
 * @throws CodePackageError
 */
export function withPolicies(code: CodeZip, policies: readonly AssignedPolicy[]): CodeZip {
  if (policies.length === 0) return code;
  const content = addToZip(readFileSync(code.path), POLICIES_FILE, Buffer.from(JSON.stringify(policies)));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const directory = join(cacheDirectory(), 'with-policies');
  const path = join(directory, `${sha256}.zip`);
  mkdirSync(directory, { recursive: true });
  writeWhole(path, content);
  removeOld(directory, /^[0-9a-f]{64}\.zip(\..+)?$/, basename(path));
  return { ...code, path, sha256 };
}
