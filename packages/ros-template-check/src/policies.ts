import type { Model, Resource } from './model';
import { fieldsOf, listOf } from './syntax';
import { type Located, valuesAt } from './values';
import { matchesWildcard } from './wildcard';

/** Types that carry permission policies. */
export const POLICY_TYPES = ['ALIYUN::RAM::Role', 'ALIYUN::RAM::User', 'ALIYUN::RAM::ManagedPolicy'];

/** Permission policies of a resource, with paths below Properties. */
export function permissionPolicies({ type, properties }: Resource): Located[] {
  const path = type === 'ALIYUN::RAM::ManagedPolicy' ? 'PolicyDocument' : 'Policies.*.PolicyDocument';
  return valuesAt(properties, path);
}

/** A role's trust policy. */
export const trustPolicies = ({ properties }: Resource): Located[] =>
  valuesAt(properties, 'AssumeRolePolicyDocument');

/** Statements of a policy. */
export function statementsOf(policy: Located): Located[] {
  return listOf(fieldsOf(policy.value)['Statement']).map((value, index) => ({
    path: `${policy.path}.Statement.${index}`,
    value,
  }));
}

/** The values of an element, which may be one text or a list of texts. */
export function elementsOf(statement: Located, element: string): Located[] {
  const value = fieldsOf(statement.value)[element];
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [{ path: `${statement.path}.${element}`, value }];
  return value.map((item, index) => ({ path: `${statement.path}.${element}.${index}`, value: item }));
}

/** The role of the template that an ARN names. */
export function roleByArn(model: Model, arn: unknown): Resource | undefined {
  const name = typeof arn === 'string' ? /^acs:ram::[^:]*:role\/(.+)$/.exec(arn)?.[1] : undefined;
  return name === undefined ? undefined : model.find('ALIYUN::RAM::Role', { RoleName: name });
}

/** All policies in the template that give rights to a role: its own ones and those attached to it. */
export function policiesOfRole(model: Model, role: Resource): Resource[] {
  const name = role.properties['RoleName'];
  const attached = model
    .ofType('ALIYUN::RAM::AttachPolicyToRole')
    .filter(({ properties }) => properties['RoleName'] === name)
    .map(({ properties }) => properties['PolicyName']);
  return model
    .ofType('ALIYUN::RAM::ManagedPolicy')
    .filter(({ properties }) => {
      return listOf(properties['Roles']).includes(name) || attached.includes(properties['PolicyName']);
    })
    .concat(role);
}

/** Whether a role has policies that are not in the template, such as system policies. Their rights are not known. */
function hasForeignPolicies(model: Model, { properties }: Resource): boolean {
  const { System, Custom } = fieldsOf(properties['PolicyAttachments']);
  const attached = model
    .ofType('ALIYUN::RAM::AttachPolicyToRole')
    .filter((one) => one.properties['RoleName'] === properties['RoleName'])
    .filter((one) => !model.find('ALIYUN::RAM::ManagedPolicy', { PolicyName: one.properties['PolicyName'] }));
  return listOf(System).length + listOf(Custom).length + attached.length > 0;
}

/** Whether a role may do `action` on `resource`, by the rules of RAM. Conditions in policies are ignored. */
export function mayDo(model: Model, role: Resource, action: string, resource: string): boolean {
  const covers = (statement: Located, element: string, text: string) =>
    elementsOf(statement, element).some(
      ({ value }) => typeof value === 'string' && matchesWildcard(value.toLowerCase(), text.toLowerCase()),
    );
  const applying = policiesOfRole(model, role)
    .flatMap(permissionPolicies)
    .flatMap(statementsOf)
    .filter((statement) => covers(statement, 'Action', action) && covers(statement, 'Resource', resource))
    .map(({ value }) => fieldsOf(value)['Effect']);
  return !applying.includes('Deny') && (applying.includes('Allow') || hasForeignPolicies(model, role));
}

/** Whether a cloud service may assume the role that an ARN names. True when the template does not create the role. */
export function trusts(model: Model, arn: unknown, principal: string): boolean {
  const role = roleByArn(model, arn);
  if (!role) return true;
  return trustPolicies(role)
    .flatMap(statementsOf)
    .filter(({ value }) => fieldsOf(value)['Effect'] === 'Allow')
    .flatMap((statement) => {
      const { value } = statement;
      return elementsOf({ path: '', value: fieldsOf(value)['Principal'] }, 'Service');
    })
    .some(({ value }) => value === principal);
}
