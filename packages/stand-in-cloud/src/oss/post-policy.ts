import { OssError } from './errors';

interface Policy {
  conditions: unknown[];
  /** From `content-length-range`. @default the service's limit only */
  size?: { minimum: number; maximum: number };
}

/** Writes a condition as the service does in errors: with a space after each comma of a list. */
const wording = (condition: unknown) =>
  Array.isArray(condition)
    ? `[${condition.map((item) => JSON.stringify(item)).join(', ')}]`
    : JSON.stringify(condition);

/** @param value undefined when the form has no such field */
const failed = (condition: unknown, value: string | undefined) =>
  new OssError('AccessDenied', {
    message: `Invalid according to Policy: Policy Condition failed: ${wording(condition)}`,
    ec: value === undefined ? '0006-00000226' : '0006-00000227',
  });

const invalid = (reason: string, ec?: string) =>
  new OssError('InvalidPolicyDocument', { message: `Invalid Policy: ${reason}`, ec });

interface PostPolicyDocument {
  expiration?: unknown;
  conditions?: unknown;
}

/** Milliseconds at which the policy ends. */
function expiryOf({ expiration }: PostPolicyDocument): number {
  if (typeof expiration !== 'string') throw invalid('Invalid expiration.', '0006-00000210');
  if (expiration === '') throw invalid('Invalid expiration.', '0006-00000211');
  const expires = Date.parse(expiration);
  if (Number.isNaN(expires)) throw invalid('Invalid expiration.');
  return expires;
}

function conditionsOf({ conditions }: PostPolicyDocument): unknown[] {
  if (!Array.isArray(conditions)) throw invalid('Invalid conditions: they must be a list.', '0006-00000214');
  if (conditions.length === 0) throw invalid('Invalid conditions: the list is empty.', '0006-00000215');
  return conditions;
}

/** Both fields must be there; their content is checked later. */
function assertWhole(document: PostPolicyDocument): void {
  const missing = (['expiration', 'conditions'] as const).filter((name) => document?.[name] === undefined);
  if (missing.length === 0) return;
  const ec = { expiration: '0006-00000208', conditions: '0006-00000207' };
  throw invalid(
    `Policy missing ${missing.join(' and ')}.`,
    missing.length === 2 ? '0006-00000209' : ec[missing[0]!],
  );
}

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
  let document: PostPolicyDocument;
  try {
    document = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    throw invalid('Invalid JSON.');
  }
  assertWhole(document);
  const conditions = conditionsOf(document);
  if (expiryOf(document) <= now) {
    throw new OssError('AccessDenied', {
      message: 'Invalid according to Policy: Policy expired.',
      ec: '0006-00000213',
    });
  }
  const policy: Policy = { conditions };
  const fieldValue = (name: string) => (name === 'bucket' ? bucket : fields[name.toLowerCase()]);
  for (const condition of conditions) {
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
  if (fieldValue(name) !== value) throw failed(condition, fieldValue(name));
}

function checkMatch(condition: unknown[], fieldValue: FieldValue, policy: Policy): void {
  const [operator, subject, expected] = condition;
  if (operator === 'content-length-range') {
    if (!Number.isInteger(subject) || !Number.isInteger(expected))
      throw invalid('Invalid content-length-range.', '0006-00000221');
    if ((subject as number) > (expected as number))
      throw invalid('Invalid content-length-range: the minimum is above the maximum.', '0006-00000219');
    policy.size = { minimum: subject as number, maximum: expected as number };
    return;
  }
  if (typeof subject !== 'string' || !subject.startsWith('$'))
    throw invalid(
      'Invalid condition: it must name an operator and a field that begins with $.',
      '0006-00000216',
    );
  const value = fieldValue(subject.slice(1));
  const matches = typeof operator === 'string' ? matchers.get(operator) : undefined;
  if (!matches) throw invalid(`Invalid condition operator ${JSON.stringify(operator)}.`);
  if (!matches(value ?? '', expected)) throw failed(condition, value);
}

const matchers = new Map<string, (value: string, expected: unknown) => boolean>([
  ['eq', (value, expected) => value === expected],
  ['starts-with', (value, expected) => typeof expected === 'string' && value.startsWith(expected)],
  ['in', (value, expected) => Array.isArray(expected) && expected.includes(value)],
  ['not-in', (value, expected) => Array.isArray(expected) && !expected.includes(value)],
]);
