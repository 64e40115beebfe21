import type { Principal } from '../ram/authority';
import { FcError } from './errors';
import type { FunctionName } from './function-name';
import type { Settings } from './settings';

type Home = Pick<Settings, 'generations' | 'region' | 'authority'>;

/** @throws FcError `AccessDenied` unless a policy of the caller allows the action on the resource */
export function authorize(home: Home, caller: Principal, action: string, resource: string): void {
  checkRight(home, caller, action, `acs:fc:${home.region}:${home.authority.accountId}:${resource}`);
}

/**
 * RAM is asked about the function in the form that the caller used, with the qualifier or without.
 * @throws FcError `AccessDenied`
 */
export function authorizeInvocation(home: Home, caller: Principal, name: FunctionName): void {
  const { generations, region, authority } = home;
  const arn = generations.of(name).formatArn({ ...name, region, accountId: authority.accountId });
  checkRight(home, caller, 'fc:InvokeFunction', arn);
}

/**
 * Whoever gives a role to a service or a trigger needs the right to pass it on.
 * @param role its ARN
 * @throws FcError `AccessDenied`
 */
export function authorizeRole(home: Home, caller: Principal, role: string): void {
  checkRight(home, caller, 'ram:PassRole', role);
}

function checkRight({ authority }: Home, caller: Principal, action: string, arn: string): void {
  if (!authority.isAllowed(caller, action, arn)) {
    throw new FcError(
      'AccessDenied',
      `the caller is not authorized to perform '${action}' on resource '${arn}', caller: ${caller.arn}`,
    );
  }
}
