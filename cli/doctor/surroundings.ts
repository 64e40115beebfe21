import { fcEndpointOf } from '../cloud/invocation';
import { readLocalLine } from '../cloud/local-line';
import type { StackTarget } from '../deploy/deployment';
import type { Terminal } from '../program/terminal';
import type { RpcApi } from './ask-rpc';
import type { DoctorOptions } from './options';

/** Services that only the doctor asks, beside those of a deployment. */
export interface Surroundings {
  target: StackTarget;
  ram?: RpcApi;
  quotas?: RpcApi;
  /** Where functions are, once the account is known. */
  fcEndpoint?: string;
}

/** The services to ask. For a local cloud, their addresses come from the line that `media local` prints first. */
export function surroundingsOf(
  target: StackTarget,
  options: DoctorOptions,
  { env, cwd }: Pick<Terminal, 'env' | 'cwd'>,
): Surroundings {
  const file = options.local ?? env['MEDIA_LOCAL'];
  const line = file ? readLocalLine(file, cwd).line : undefined;
  const ram = line ? line.ramEndpoint : 'https://ram.aliyuncs.com';
  const quotas = line ? line.quotasEndpoint : 'https://quotas.aliyuncs.com';
  const fcEndpoint = options.fcEndpoint ?? line?.fcEndpoint;
  return {
    target,
    ...(ram ? { ram: { service: 'RAM', endpoint: ram, version: '2015-05-01', parametersIn: 'query' } } : {}),
    ...(quotas
      ? {
          quotas: {
            service: 'Quota Center',
            endpoint: quotas,
            version: '2020-05-10',
            parametersIn: 'body',
          },
        }
      : {}),
    ...(fcEndpoint ? { fcEndpoint } : {}),
  };
}

/** How Function Compute is asked. */
export async function fcAccess({ target: { place }, fcEndpoint }: Surroundings, vpc: boolean) {
  const access = { accountId: await place.account(), region: place.region, vpc };
  return { ...access, fcEndpoint: fcEndpoint ?? fcEndpointOf(access) };
}
