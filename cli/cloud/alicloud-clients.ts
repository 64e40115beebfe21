import type RosClient from '@alicloud/ros20190910';
import type StsClient from '@alicloud/sts20150401';
import type { Keys } from './keys';

/** All that the package exports; its default is the client. */
export type RosModule = typeof import('@alicloud/ros20190910', { with: { 'resolution-mode': 'require' }});
type StsModule = typeof import('@alicloud/sts20150401', { with: { 'resolution-mode': 'require' }});

/** How an API is reached. */
export interface ApiAddress {
  region: string;
  /** With scheme. */
  endpoint: string;
  /** Milliseconds that one answer may take. */
  answerMs: number;
}

const configOf = ({ region, endpoint, answerMs }: ApiAddress, keys: Keys) => {
  const { protocol, host } = new URL(endpoint);
  return {
    ...keys,
    regionId: region,
    endpoint: host,
    protocol: protocol === 'https:' ? 'HTTPS' : 'HTTP',
    readTimeout: answerMs,
    connectTimeout: answerMs,
    // Its class is in a package that we do not depend on; the client reads these members only.
  } as never;
};

/** Loads the clients, which are large, while something else is waited for. */
export async function loadClients(): Promise<void> {
  await Promise.all([import('@alicloud/ros20190910'), import('@alicloud/sts20150401')]);
}

/** The official client of ROS, loaded when it is first asked for. */
export async function rosClient(
  address: ApiAddress,
  keys: Keys,
): Promise<{ client: RosClient; module: RosModule }> {
  const module = exportsOf<RosModule>(await import('@alicloud/ros20190910'));
  return { client: new module.default(configOf(address, keys)), module };
}

export async function stsClient(address: ApiAddress, keys: Keys): Promise<StsClient> {
  const module = exportsOf<StsModule>(await import('@alicloud/sts20150401'));
  return new module.default(configOf(address, keys));
}

/** They were compiled from ES modules: Node finds all that they export one level deeper than other loaders. */
function exportsOf<Module extends { default: unknown }>(loaded: unknown): Module {
  const module = loaded as Module & { default: Partial<Module> };
  return (module.default.default ? module.default : module) as Module;
}
