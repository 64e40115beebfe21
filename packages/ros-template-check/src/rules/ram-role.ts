import type { Verdict } from '../finding';
import { ram as limits } from '../limits';
import { elementsOf, statementsOf, trustPolicies } from '../policies';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { inWords, isOn, isWithin, matches } from '../scalars';
import { fieldsOf, isFields, isPossible } from '../syntax';
import { textOf } from '../syntax/text-of';
import { valuesAt } from '../values';

const type = 'ALIYUN::RAM::Role';
const MANAGED = 'ALIYUN::RAM::ManagedPolicy';
const TYPES = [type, 'ALIYUN::RAM::User', MANAGED];

/** Services that are known to assume roles. */
const SERVICES = [
  'fc',
  'oss',
  'log',
  'ots',
  'mns',
  'ros',
  'ecs',
  'eventbridge',
  'kms',
  'actiontrail',
  'cms',
].map((name) => `${name}.aliyuncs.com`);

const trustRule = (
  id: string,
  verdict: Verdict,
  must: string,
  problems: (statement: { path: string; value: unknown }) => { path: string; value: unknown }[],
): Rule =>
  resourceRule({
    id,
    verdict,
    type,
    must,
    check: (role) => trustPolicies(role).flatMap(statementsOf).flatMap(problems),
  });

export const RAM_ROLE_RULES: Rule[] = [
  propertyRule({
    id: 'ram-role-name',
    type,
    path: 'RoleName',
    must: `must be ${inWords(limits.ROLE_NAME_CHARACTERS)} letters, digits, . or -`,
    holds: (name) => matches(name, limits.ROLE_NAME),
  }),
  resourceRule({
    id: 'ram-policy-name',
    type: TYPES,
    must: `must be ${inWords(limits.POLICY_NAME_CHARACTERS)} letters, digits or -`,
    check: ({ type: kind, properties }) =>
      valuesAt(properties, kind === MANAGED ? 'PolicyName' : 'Policies.*.PolicyName').filter(
        ({ value }) => value === undefined || !isPossible(value, limits.POLICY_NAME),
      ),
  }),
  propertyRule({
    id: 'ram-role-session',
    type,
    path: 'MaxSessionDuration',
    must: `must be ${inWords(limits.SESSION_SECONDS)} seconds`,
    holds: (seconds) => isWithin(seconds, limits.SESSION_SECONDS),
  }),
  resourceRule({
    id: 'ram-role-existing',
    verdict: 'unwise',
    type: TYPES,
    must: 'must not be true: a role, user or policy that already has this name would be used, whatever it allows',
    check: ({ properties }) =>
      ['IgnoreExisting', 'Policies.*.IgnoreExisting']
        .flatMap((path) => valuesAt(properties, path))
        .filter(({ value }) => isOn(value)),
  }),
  propertyRule({
    id: 'ram-role-description',
    type: TYPES,
    path: 'Description',
    must: `must be at most ${limits.DESCRIPTION_CHARACTERS} characters`,
    holds: (text) => typeof text === 'string' && text.length <= limits.DESCRIPTION_CHARACTERS,
  }),
  trustRule(
    'ram-trust-action',
    'unwise',
    'must be sts:AssumeRole, the only action of a trust policy',
    (statement) => {
      const actions = elementsOf(statement, 'Action');
      const missing = { path: `${statement.path}.Action`, value: undefined };
      return actions.length === 0 ? [missing] : actions.filter(({ value }) => value !== 'sts:AssumeRole');
    },
  ),
  trustRule('ram-trust-principal', 'refused', 'must name who may assume the role', ({ path, value }) => {
    const { Principal } = fieldsOf(value);
    const named = Object.values(fieldsOf(Principal)).flat();
    return isFields(Principal) && named.length > 0 ? [] : [{ path: `${path}.Principal`, value: Principal }];
  }),
  trustRule(
    'ram-trust-anybody',
    'unwise',
    'must not be a wildcard: otherwise anybody can assume the role',
    ({ path, value }) =>
      Object.keys(fieldsOf(fieldsOf(value)['Principal']))
        .flatMap((kind) =>
          elementsOf({ path: `${path}.Principal`, value: fieldsOf(value)['Principal'] }, kind),
        )
        .filter((one) => textOf(one.value).includes('*')),
  ),
  trustRule(
    'ram-trust-service',
    'unwise',
    `must be a service that assumes roles, such as ${SERVICES.join(', ')}`,
    ({ path, value }) =>
      elementsOf({ path: `${path}.Principal`, value: fieldsOf(value)['Principal'] }, 'Service').filter(
        (one) => !SERVICES.includes(textOf(one.value)),
      ),
  ),
];
