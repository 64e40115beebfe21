import { OssError } from './errors';

interface Policy {
  conditions: unknown[];
  /** From `content-length-range`; undefined leaves only the service's own limit. */
  size?: { minimum: number; maximum: number };
}

const failed = (condition: unknown) =>
  new OssError('AccessDenied', {
    message: `Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition)}`,
    ec: '0007-00000005',
  });

const invalid = (reason: string) =>
  new OssError('InvalidPolicyDocument', { message: `Invalid Policy: ${reason}` });

/**
 * Checks the fields of a form against the policy that was signed for it.
 * @param now milliseconds
 * @throws OssError `InvalidPolicyDocument`, `AccessDenied`
 */
export function checkPolicy(
  base64: string,
  fields: Record<string, string>,
  bucket: string,
  now: number,
): Policy {
  let document: { expiration?: unknown; conditions?: unknown };
  try {
    document = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    throw invalid('Invalid JSON.');
  }
  const expires = typeof document?.expiration === 'string' ? Date.parse(document.expiration) : Number.NaN;
  if (Number.isNaN(expires)) throw invalid('Invalid expiration.');
  if (!Array.isArray(document.conditions)) throw invalid('Policy missing conditions.');
  if (expires <= now) {
    throw new OssError('AccessDenied', {
      message: 'Invalid according to Policy: Policy expired.',
      ec: '0007-00000004',
    });
  }
  const policy: Policy = { conditions: document.conditions };
  const fieldValue = (name: string) => (name === 'bucket' ? bucket : fields[name.toLowerCase()]);
  for (const condition of document.conditions) {
    if (Array.isArray(condition)) checkMatch(condition, fieldValue, policy);
    else checkSimple(condition, fieldValue);
  }
  return policy;
}

type FieldValue = (name: string) => string | undefined;

function checkSimple(condition: unknown, fieldValue: FieldValue): void {
  const entries = typeof condition === 'object' && condition !== null ? Object.entries(condition) : [];
  if (entries.length !== 1)
    throw invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  const [name, value] = entries[0]!;
  if (fieldValue(name) !== String(value)) throw failed(condition);
}

function checkMatch(condition: unknown[], fieldValue: FieldValue, policy: Policy): void {
  const [operator, subject, expected] = condition;
  if (operator === 'content-length-range') {
    if (!Number.isInteger(subject) || !Number.isInteger(expected))
      throw invalid('Invalid content-length-range.');
    policy.size = { minimum: subject as number, maximum: expected as number };
    return;
  }
  if (typeof subject !== 'string' || !subject.startsWith('$'))
    throw invalid('Invalid condition: a field must begin with $.');
  const value = fieldValue(subject.slice(1)) ?? '';
  const matches = matchers[String(operator)];
  if (!matches) throw invalid(`Invalid condition operator ${String(operator)}.`);
  if (!matches(value, expected)) throw failed(condition);
}

const matchers: Record<string, (value: string, expected: unknown) => boolean> = {
  eq: (value, expected) => value === String(expected),
  'starts-with': (value, expected) => value.startsWith(String(expected)),
  in: (value, expected) => Array.isArray(expected) && expected.includes(value),
  'not-in': (value, expected) => Array.isArray(expected) && !expected.includes(value),
};
