import { limits } from 'ros-template-check';
import { ApiError } from '../gateway/errors';
import { Inputs } from '../gateway/inputs';
import { type ApiCall, type ApiServerOptions, serveApi } from '../gateway/server';
import type { LoopbackServer } from '../loopback';
import type { Statement } from './policy-document';
import type { Holder, PolicyReference } from './policy-store';
import type { Ram } from './ram';

interface RamAction {
  /** Names of the parameters. */
  parameters: readonly string[];
  run(ram: Ram, inputs: Inputs): object;
}

const heldBy = (ram: Ram, holder: Holder, who: string): object => ({
  Policies: {
    Policy: ram.policies
      .held(holder, who)
      .map(({ name, type }) => ({ PolicyName: name, PolicyType: type, DefaultVersion: 'v1' })),
  },
});

/** What can be asked of RAM here: who holds which policies, and what stands in them. Users have no groups. */
export const RAM_ACTIONS: Readonly<Record<string, RamAction>> = {
  ListPoliciesForUser: {
    parameters: ['UserName'],
    run(ram, inputs) {
      const name = inputs.required('UserName');
      ram.users.createdAt(name);
      return heldBy(ram, 'User', name);
    },
  },
  ListGroupsForUser: {
    parameters: ['UserName'],
    run(ram, inputs) {
      ram.users.createdAt(inputs.required('UserName'));
      return { Groups: { Group: [] } };
    },
  },
  ListPoliciesForRole: {
    parameters: ['RoleName'],
    run(ram, inputs) {
      const name = inputs.required('RoleName');
      ram.getRole(name);
      return heldBy(ram, 'Role', name);
    },
  },
  GetPolicy: {
    parameters: ['PolicyName', 'PolicyType'],
    run(ram, inputs) {
      const type = inputs.oneOf('PolicyType', ['Custom', 'System']) as PolicyReference['type'];
      const name = inputs.required('PolicyName');
      const document = documentOf(ram.policies.statements({ type, name }));
      return {
        Policy: { PolicyName: name, PolicyType: type, DefaultVersion: 'v1' },
        DefaultPolicyVersion: {
          VersionId: 'v1',
          IsDefaultVersion: true,
          PolicyDocument: JSON.stringify(document),
        },
      };
    },
  },
};

/** Serves reads of RAM on loopback. For each action, the caller needs the right with its name. */
export async function serveRam(
  ram: Ram,
  options: Omit<ApiServerOptions, 'authority'>,
): Promise<LoopbackServer> {
  const handle = ({ action: name, caller, parameters }: ApiCall) => {
    const action = Object.hasOwn(RAM_ACTIONS, name) ? RAM_ACTIONS[name] : undefined;
    if (!action) {
      throw new ApiError(
        'InvalidAction.NotFound',
        `Specified api is not found, please check your url and method: '${name}'.`,
      );
    }
    if (!ram.isAllowed(caller, `ram:${name}`, `acs:ram:*:${ram.accountId}:*`)) {
      throw new ApiError('NoPermission', `You are not authorized to do this action. Action: ram:${name}.`);
    }
    return action.run(ram, new Inputs(parameters, action.parameters));
  };
  return serveApi(
    { version: '2015-05-01', host: 'ram.aliyuncs.com', handle },
    { ...options, authority: ram },
  );
}

const documentOf = (statements: readonly Statement[]): object => ({
  Version: limits.ram.POLICY_VERSION,
  Statement: statements.map(({ effect, actions, exceptActions, resources, conditions }) => ({
    Effect: effect,
    [exceptActions ? 'NotAction' : 'Action']: actions,
    Resource: resources,
    ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
  })),
});
