import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectAddress } from '../../contract/object-version';
import { type AssignedPolicy, POLICIES_FILE, policyFor } from '../../contract/policy/assigned-policies';
import { judgeRowBy, type PolicyCells, policyCells } from '../../contract/policy/row-policy';
import type { Row } from '../../contract/row';
import { rowKey } from '../../contract/row-key';
import { PRIMARY_KEY } from '../../contract/table';
import { shippedVersion } from './shipped-version';
import type { ToolReport } from './tool';

let shipped: readonly AssignedPolicy[] | undefined;

/**
 * The policies in the code package. They were read and checked when the package was made, so nothing is parsed here
 * that a person wrote.
 */
export function shippedPolicies(): readonly AssignedPolicy[] {
  shipped ??= readShipped();
  return shipped;
}

function readShipped(): readonly AssignedPolicy[] {
  try {
    return JSON.parse(readFileSync(join(__dirname, POLICIES_FILE), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** What the policy for the key says of a row; nothing when there is none. */
export function judgedBy(
  policies: readonly AssignedPolicy[],
  address: ObjectAddress,
  row: Row,
  report: Pick<ToolReport, 'xml'> | undefined,
): PolicyCells {
  const policy = policyFor(policies, address.key);
  if (!policy) return {};
  const [objectKey, bucketName] = PRIMARY_KEY;
  const cells: Record<string, Row[keyof Row]> = {
    ...row,
    [objectKey]: rowKey(address),
    [bucketName]: address.bucket,
  };
  return policyCells(
    policy,
    judgeRowBy(policy, (name) => cells[name], report?.xml),
    shippedVersion(),
  );
}
