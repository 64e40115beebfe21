import { setting, text } from './types';

/** Tablestore refuses instance names that contain one of these. */
const FORBIDDEN_IN_INSTANCE_NAMES = ['ali', 'ay', 'ots', 'taobao', 'admin'];

const derived = 'derived from the id of the stack';

const bucketRule = '3–63 lower-case letters, digits or inner hyphens';
const bucketName = text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, bucketRule);

/**
 * RAM allows dots in a role's name but not in a policy's name, and a role's policy has the same name as the
 * role.
 */
const roleRule = '1–64 letters, digits or -';
const roleName = text(/^[A-Za-z0-9-]{1,64}$/, roleRule);

const serviceLimits = '1–128 letters, digits, `_`, `-`';
const serviceName = text(
  /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/,
  '1–128 letters, digits, _ or - that start with a letter or _',
);

const functionLimits = '1–64 letters, digits, `_`, `-`';
const functionName = text(
  /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/,
  '1–64 letters, digits, _ or - that start with a letter or _',
);

/**
 * Names of resources. A name that must be unique in the account, in the region or among all users is derived
 * from the stack's id unless it is set. So a stack can be deployed twice, and deployed again after a destroy
 * that kept some resources.
 */
export const names = {
  bucketName: setting(bucketName.optional(), {
    description: 'Name of the bucket that the stack makes.',
    limits: bucketRule,
    whenAbsent: derived,
  }),
  existingBucketName: setting(bucketName.optional(), {
    description:
      'Name of a bucket in the same region and account to describe instead of making one. The stack never owns it.',
    limits: `${bucketRule}; not together with \`bucketName\` or \`removal=purge\``,
    whenAbsent: 'the stack makes a bucket',
  }),
  instanceName: setting(
    text(
      /^[a-z][a-z0-9-]{1,14}[a-z0-9]$/,
      '3–16 lower-case letters, digits or inner hyphens that start with a letter',
    )
      .refine((value) => !FORBIDDEN_IN_INSTANCE_NAMES.some((part) => value.includes(part)), {
        error: `must not contain ${FORBIDDEN_IN_INSTANCE_NAMES.join(', ')}: Tablestore refuses such names`,
      })
      .optional(),
    {
      description: 'Name of the Tablestore instance.',
      limits: `3–16 lower-case letters, digits, inner hyphens; without ${FORBIDDEN_IN_INSTANCE_NAMES.map((part) => `\`${part}\``).join(', ')}`,
      whenAbsent: derived,
      reason: 'Lower case, because RAM policies name instances in lower case.',
    },
  ),
  tableName: setting(
    text(
      /^[A-Za-z_][A-Za-z0-9_]{0,254}$/,
      '1–255 letters, digits or _ that start with a letter or _',
    ).default('MediaMetadata'),
    { description: 'Name of the table.', limits: '1–255 letters, digits, `_`' },
  ),
  logProjectName: setting(
    text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, '3–63 lower-case letters, digits or inner hyphens').optional(),
    {
      description: 'Name of the Log Service project.',
      limits: '3–63 lower-case letters, digits, inner hyphens',
      whenAbsent: derived,
    },
  ),
  serviceName: setting(serviceName.optional(), {
    description: 'Name of the Function Compute service of the function.',
    limits: serviceLimits,
    whenAbsent: derived,
  }),
  failureServiceName: setting(serviceName.optional(), {
    description: 'Name of the Function Compute service of the failure function.',
    limits: `${serviceLimits}; not the same as \`serviceName\``,
    whenAbsent: derived,
    reason: 'A service of its own, because in Function Compute 2 the role belongs to the service.',
  }),
  functionName: setting(functionName.default('extract'), {
    description: 'Name of the function in its service.',
    limits: functionLimits,
  }),
  failureFunctionName: setting(functionName.default('record-failure'), {
    description: 'Name of the function that writes a row for what the other one could not describe.',
    limits: functionLimits,
  }),
  serviceRoleName: setting(roleName.optional(), {
    description: 'Name of the RAM role that the function runs as.',
    limits: roleRule,
    whenAbsent: derived,
  }),
  failureRoleName: setting(roleName.optional(), {
    description: 'Name of the RAM role that the failure function runs as.',
    limits: `${roleRule}; not the same as \`serviceRoleName\``,
    whenAbsent: derived,
  }),
  triggerRoleName: setting(roleName.optional(), {
    description: 'Name of the RAM role that OSS invokes the function with.',
    limits: `${roleRule}; not the same as the others`,
    whenAbsent: derived,
  }),
};
