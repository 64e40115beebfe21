import { NAME_RULES, type NameRule } from '../../contract/resource-names';
import { list, setting, text } from './types';

/** Tablestore refuses instance names that contain one of these. */
const FORBIDDEN_IN_INSTANCE_NAMES = ['ali', 'ay', 'ots', 'taobao', 'admin'];

const derived = 'derived from the id of the stack';

const named = ({ pattern, rule }: NameRule) => text(pattern, rule);

const bucketRule = NAME_RULES.bucket.rule;
const bucketName = named(NAME_RULES.bucket);

/**
 * Function Compute takes 4 KB of environment, RAM 6,144 characters of policy; each name can take 64 of the one and 100 of
 * the other.
 */
const MOST_OTHER_BUCKETS = 20;

/**
 * RAM allows dots in a role's name but not in a policy's name, and a role's policy has the same name as the
 * role.
 */
const roleRule = '1–64 letters, digits or -';
const roleName = text(/^[A-Za-z0-9-]{1,64}$/, roleRule);

const serviceLimits = '1–128 letters, digits, `_`, `-`';
const serviceName = named(NAME_RULES.service);
const onlyWithServices = 'not with `functionCompute` `3`';

const functionLimits = '1–64 letters, digits, `_`, `-`';
const functionName = named(NAME_RULES.function);

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
  otherBuckets: setting(list(bucketName, MOST_OTHER_BUCKETS).default([]), {
    description:
      'Names of further buckets of the account and region whose objects get rows in the same table: a list, or ' +
      '`-c otherBuckets=a,b`. The functions may read them. Their triggers are not part of the stack.',
    limits: `at most ${MOST_OTHER_BUCKETS}, each ${bucketRule}`,
    whenAbsent: 'none',
    reason: 'Events of all other buckets are rejected.',
  }),
  instanceName: setting(
    named(NAME_RULES.instance)
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
  tableName: setting(named(NAME_RULES.table).default('MediaMetadata'), {
    description: 'Name of the table.',
    limits: '1–255 letters, digits, `_`',
  }),
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
    limits: `${serviceLimits}; ${onlyWithServices}`,
    whenAbsent: derived,
  }),
  failureServiceName: setting(serviceName.optional(), {
    description: 'Name of the Function Compute service of the failure function.',
    limits: `${serviceLimits}; not the same as \`serviceName\`; ${onlyWithServices}`,
    whenAbsent: derived,
    reason: 'A service of its own, because in Function Compute 2 the role belongs to the service.',
  }),
  functionName: setting(functionName.optional(), {
    description: 'Name of the function: in its service, or with `functionCompute` `3` in the region.',
    limits: functionLimits,
    whenAbsent: `\`extract\`, or with \`functionCompute\` \`3\` ${derived}`,
  }),
  failureFunctionName: setting(functionName.optional(), {
    description: 'Name of the function that writes a row for what the other one could not describe.',
    limits: `${functionLimits}; with \`functionCompute\` \`3\` not the same as \`functionName\``,
    whenAbsent: `\`record-failure\`, or with \`functionCompute\` \`3\` ${derived}`,
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
