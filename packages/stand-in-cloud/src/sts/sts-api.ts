import { limits } from 'ros-template-check';
import { ApiError } from '../gateway/errors';
import { Inputs } from '../gateway/inputs';
import { type ApiCall, type ApiServerOptions, serveApi } from '../gateway/server';
import type { LoopbackServer } from '../loopback';
import type { Principal } from '../ram/authority';
import type { Ram } from '../ram/ram';

/** Names of the parameters of each action. */
export const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  AssumeRole: ['RoleArn', 'RoleSessionName', 'DurationSeconds'],
  GetCallerIdentity: [],
};

/** The default and the longest life of a session; its role may set a shorter one. */
const { DEFAULT_SESSION_SECONDS, SESSION_SECONDS } = limits.ram;

const KINDS = { root: 'Account', user: 'RAMUser', 'assumed-role': 'AssumedRoleUser' } as const;

/** Serves the API of STS on loopback, for official clients. */
export async function serveSts(
  ram: Ram,
  options: Omit<ApiServerOptions, 'authority'>,
): Promise<LoopbackServer> {
  const handle = ({ action, caller, parameters }: ApiCall) => {
    const known = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (!known) {
      throw new ApiError(
        'InvalidAction.NotFound',
        `Specified api is not found, please check your url and method: '${action}'.`,
      );
    }
    const inputs = new Inputs(parameters, known);
    return action === 'AssumeRole' ? assumeRole(ram, caller, inputs) : identityOf(caller);
  };
  return serveApi(
    { version: '2015-04-01', host: 'sts.aliyuncs.com', handle },
    { ...options, authority: ram },
  );
}

function assumeRole(ram: Ram, caller: Principal, inputs: Inputs): object {
  const sessionName = inputs.required('RoleSessionName');
  const { role, credentials } = ram.assumeRoleAs(caller, {
    roleArn: inputs.required('RoleArn'),
    sessionName,
    durationSeconds: inputs.integer('DurationSeconds', DEFAULT_SESSION_SECONDS, SESSION_SECONDS.max),
  });
  return {
    AssumedRoleUser: {
      Arn: `acs:ram::${ram.accountId}:role/${role.name}/${sessionName}`,
      AssumedRoleId: `${role.id}:${sessionName}`,
    },
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      AccessKeySecret: credentials.accessKeySecret,
      SecurityToken: credentials.securityToken,
      Expiration: `${new Date(credentials.expiration ?? 0).toISOString().slice(0, 19)}Z`,
    },
  };
}

function identityOf({ kind, accountId, arn }: Principal): object {
  return { IdentityType: KINDS[kind], AccountId: accountId, Arn: arn };
}
