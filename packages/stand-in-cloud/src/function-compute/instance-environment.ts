import type { Generation } from './generation';
import type { InstanceSpec } from './instance-spec';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * All variables of an instance: the function's own and those of the platform, and none of this process.
 * `HOME` and `TMPDIR` are the instance's writable directory, which is `/tmp` in production.
 */
export function instanceEnvironment(
  generation: Generation,
  spec: InstanceSpec,
  instanceId: string,
  tmp: string,
): NodeJS.ProcessEnv {
  return {
    PATH,
    LANG: 'C.UTF-8',
    HOME: tmp,
    TMPDIR: tmp,
    ...spec.environment,
    ...generation.environment(spec, instanceId),
  };
}
