import { globMatches } from './arn';
import type { Model, Resource } from './model';
import { fieldsOf, listOf } from './syntax';
import { type Located, valuesAt } from './values';

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

/** Single values of an element that may be one text or a list of them. */
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

/** The policies of the template that give a role its rights: its own, and those attached to it. */
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

/** Policies of the vendor are not in the template: what they allow is not known. */
function hasForeignPolicies(model: Model, { properties }: Resource): boolean {
  const { System, Custom } = fieldsOf(properties['PolicyAttachments']);
  const attached = model
    .ofType('ALIYUN::RAM::AttachPolicyToRole')
    .filter((one) => one.properties['RoleName'] === properties['RoleName'])
    .filter((one) => !model.find('ALIYUN::RAM::ManagedPolicy', { PolicyName: one.properties['PolicyName'] }));
  return listOf(System).length + listOf(Custom).length + attached.length > 0;
}

/** Whether a role may do `action` on `resource`, evaluated as RAM does, conditions left aside. */
export function mayDo(model: Model, role: Resource, action: string, resource: string): boolean {
  const covers = (statement: Located, element: string, text: string) =>
    elementsOf(statement, element).some(
      ({ value }) => typeof value === 'string' && globMatches(value.toLowerCase(), text.toLowerCase()),
    );
  const applying = policiesOfRole(model, role)
    .flatMap(permissionPolicies)
    .flatMap(statementsOf)
    .filter((statement) => covers(statement, 'Action', action) && covers(statement, 'Resource', resource))
    .map(({ value }) => fieldsOf(value)['Effect']);
  return !applying.includes('Deny') && (applying.includes('Allow') || hasForeignPolicies(model, role));
}

/** Whether the role that an ARN names, if the template makes it, lets a cloud service assume it. */
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
