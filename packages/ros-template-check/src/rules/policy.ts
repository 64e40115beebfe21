import { ACTIONS } from '../actions';
import { type Arn, parseArn } from '../arn';
import { namesSomething } from '../existence';
import { ram as limits } from '../limits';
import type { Model, Resource } from '../model';
import { elementsOf, POLICY_TYPES, permissionPolicies, statementsOf, trustPolicies } from '../policies';
import { type Rule, resourceRule } from '../rule';
import { CALLER } from '../samples';
import { isOneOf } from '../scalars';
import { fieldsOf, isKnown } from '../syntax';
import { oncePer } from '../syntax/once-per';
import { textOf } from '../syntax/text-of';
import type { Located } from '../values';

/** The permission policies of a resource, and the trust policy of a role. */
const documentsOf = (resource: Resource) =>
  resource.type === 'ALIYUN::RAM::Role'
    ? [...trustPolicies(resource), ...permissionPolicies(resource)]
    : permissionPolicies(resource);

const given = (documents: Located[]) => documents.filter(({ value }) => value !== undefined);

/** A rule about documents. RAM refuses a document that breaks it. */
function documentRule(id: string, must: string, problems: (document: Located) => Located[]): Rule {
  return resourceRule({
    id,
    type: POLICY_TYPES,
    must,
    check: (resource) => given(documentsOf(resource)).flatMap(problems),
  });
}

/** All values of an element in the permission policies. */
const elementsIn = (resource: Resource, element: 'Action' | 'Resource'): Located[] =>
  permissionPolicies(resource)
    .flatMap(statementsOf)
    .flatMap((statement) => elementsOf(statement, element));

/** A rule about actions. It is only `unwise` to break it: RAM accepts any text as an action. */
function actionRule(id: string, must: string, isWrong: (action: string) => boolean): Rule {
  return resourceRule({
    id,
    verdict: 'unwise',
    type: POLICY_TYPES,
    must,
    check: (resource) =>
      elementsIn(resource, 'Action').filter(({ value }) => isKnown(value) && isWrong(textOf(value))),
  });
}

const resourcesOf = oncePer((resource: Resource): Located[] => elementsIn(resource, 'Resource'));

/** The values of Resource that are ARNs. */
const arnsOf = oncePer((resource: Resource): (Located & { arn: Arn })[] =>
  resourcesOf(resource).flatMap((one) => {
    const arn = parseArn(one.value);
    return arn ? [{ ...one, arn }] : [];
  }),
);

/** A rule about ARNs. It is only `unwise` to break it: RAM accepts an ARN that allows too much. */
function arnRule(id: string, must: string, isWrong: (arn: Arn) => boolean): Rule {
  return resourceRule({
    id,
    verdict: 'unwise',
    type: POLICY_TYPES,
    must,
    check: (resource) =>
      arnsOf(resource)
        .filter(({ arn }) => isWrong(arn))
        .map(({ path, value }) => ({ path, value })),
  });
}

/** Whether an ARN can mean more than one bucket, table, logstore, function or role. */
function isWide({ service, relative }: Arn): boolean {
  const parts = relative.split('/');
  const wild = (part: string | undefined) => part === undefined || /[*?]/.test(part);
  switch (service) {
    case 'oss':
      return wild(parts[0]);
    case 'ots':
    case 'log':
      return wild(parts[1]) || (parts.length > 2 && wild(parts[3]));
    case 'fc':
      // `NAME/*` means all versions of one function: this is not wide.
      if (parts[0] === 'functions') return wild(parts[1]);
      // `SERVICE.*` means all versions of one service: this is not wide.
      return wild(parts[1]?.replace(/\.\*$/, '')) || (parts.length > 2 && wild(parts[3]));
    default:
      return wild(relative);
  }
}

/** All texts in resources that begin like an ARN. */
const everyArn = oncePer(({ resources }: Model): { logicalId: string; path: string; value: string }[] => {
  const found: { logicalId: string; path: string; value: string }[] = [];
  const visit = (value: unknown, path: string, logicalId: string): void => {
    if (typeof value === 'string') {
      if (/^(acs|arn):/.test(value)) found.push({ logicalId, path, value });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, `${path}.${key}`, logicalId);
    }
  };
  for (const { id, path, properties } of resources) visit(properties, `${path}.Properties`, id);
  return found;
});

/** Required elements that a statement does not have. */
const missing = (path: string, value: unknown, names: string[]): Located[] =>
  names
    .filter((name) => fieldsOf(value)[name] === undefined)
    .map((name) => ({ path: `${path}.${name}`, value: undefined }));

export const POLICY_RULES: Rule[] = [
  documentRule(
    'policy-version',
    `must be '${limits.POLICY_VERSION}', the only version that RAM has`,
    ({ path, value }) => {
      const version = fieldsOf(value)['Version'];
      return isOneOf(version, [limits.POLICY_VERSION]) ? [] : [{ path: `${path}.Version`, value: version }];
    },
  ),
  documentRule('policy-statement', 'must have at least one statement', (document) =>
    statementsOf(document).length > 0
      ? []
      : [{ path: `${document.path}.Statement`, value: fieldsOf(document.value)['Statement'] }],
  ),
  documentRule('policy-effect', 'must be Allow or Deny', (document) =>
    statementsOf(document)
      .map(({ path, value }) => ({ path: `${path}.Effect`, value: fieldsOf(value)['Effect'] }))
      .filter(({ value }) => !['Allow', 'Deny'].includes(textOf(value))),
  ),
  documentRule(
    'policy-size',
    `must be at most ${limits.POLICY_CHARACTERS} characters long as JSON`,
    ({ path, value }) => {
      const { length } = JSON.stringify(value).replaceAll(/\s/g, '');
      return length <= limits.POLICY_CHARACTERS ? [] : [{ path, value: length }];
    },
  ),
  resourceRule({
    id: 'policy-elements',
    type: POLICY_TYPES,
    must: 'must be given: a statement needs Action and Resource',
    check: (resource) =>
      permissionPolicies(resource)
        .flatMap(statementsOf)
        .flatMap(({ path, value }) => missing(path, value, ['Action', 'Resource'])),
  }),
  actionRule(
    'policy-action-wildcard',
    'must name an action: a wildcard also allows actions that the service adds later',
    (action) => /[*?]/.test(action),
  ),
  actionRule(
    'policy-action',
    'must be an action that its service has',
    (action) => !/[*?]/.test(action) && !ACTIONS.has(action),
  ),
  resourceRule({
    id: 'policy-resource',
    type: POLICY_TYPES,
    must: 'must be an ARN, acs:SERVICE:REGION:ACCOUNT:RESOURCE, or * for everything',
    check: (resource) =>
      resourcesOf(resource).filter(({ value }) => value !== '*' && parseArn(value) === undefined),
  }),
  resourceRule({
    id: 'policy-resource-everything',
    verdict: 'unwise',
    type: POLICY_TYPES,
    must: 'must not be everything: name what the actions are for',
    check: (resource) => resourcesOf(resource).filter(({ value }) => value === '*'),
  }),
  arnRule(
    'policy-resource-wide',
    'must name one bucket, table, logstore, function or role: a wildcard allows others too',
    isWide,
  ),
  arnRule(
    'policy-resource-region',
    'must name the region of the stack: only ARNs of OSS and RAM leave it open',
    ({ service, region }) => !['oss', 'ram'].includes(service) && /^$|[*?]/.test(region),
  ),
  arnRule(
    'policy-resource-account',
    'must name an account: a wildcard or nothing means other accounts too',
    ({ account }) => account === '' || /[*?]/.test(account),
  ),
  resourceRule({
    id: 'policy-action-resource',
    verdict: 'unwise',
    type: POLICY_TYPES,
    must: 'must be a resource of the same service as the actions of its statement',
    check: (resource) =>
      permissionPolicies(resource)
        .flatMap(statementsOf)
        .flatMap((statement) => {
          const services = elementsOf(statement, 'Action').map(({ value }) => textOf(value).split(':')[0]);
          return elementsOf(statement, 'Resource').filter(({ value }) => {
            const arn = parseArn(value);
            return arn !== undefined && services.length > 0 && !services.includes(arn.service);
          });
        }),
  }),
  {
    id: 'arn-account',
    verdict: 'unwise',
    where: 'every ARN',
    must: 'must use ALIYUN::TenantId: ALIYUN::AccountId is the id of the user who deploys, who may be a RAM user',
    checkModel: (model) => everyArn(model).filter(({ value }) => parseArn(value)?.account === CALLER),
  },
  {
    id: 'arn-exists',
    verdict: 'unwise',
    where: 'every ARN',
    must: 'must name a resource of this template, or one that a parameter names',
    checkModel: (model) =>
      everyArn(model).filter(({ value }) => {
        const arn = parseArn(value);
        return arn !== undefined && arn.account !== CALLER && !namesSomething(model, arn);
      }),
  },
  {
    id: 'arn-form',
    verdict: 'unwise',
    where: 'every ARN',
    must: 'must have the form acs:SERVICE:REGION:ACCOUNT:RESOURCE with an account',
    checkModel: (model) =>
      everyArn(model).filter(({ value }) => {
        const account = parseArn(value)?.account;
        return account === undefined || !(isKnown(account) ? /^(\d+|\*|)$/.test(account) : true);
      }),
  },
];
