/** Where this machine has the controllers that limit and count CPU time. */
export type CgroupMounts =
  /** Two controllers, which are often one folder. */
  { version: 1; cpu: string; accounting: string } | { version: 2; root: string };

/** The fields of a line of `/proc/self/mounts`. Spaces in paths are escaped, and no mount of cgroups has any. */
interface Mount {
  path: string;
  type: string;
  options: string[];
}

function mountsOf(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, path, type, options] = line.split(' ');
    return path && type && options ? [{ path, type, options: options.split(',') }] : [];
  });
}

/**
 * Finds the CPU controllers. Version 1 comes first: where both are mounted, a controller of version 1 is missing in
 * version 2.
 *
 * @param mounts content of `/proc/self/mounts`
 * @param controllersOf reads the `cgroup.controllers` of a mount of version 2
 * @returns undefined when nothing on this machine limits CPU time
 */
export function findCgroups(
  mounts: string,
  controllersOf: (root: string) => string,
): CgroupMounts | undefined {
  const all = mountsOf(mounts);
  const first = (controller: string): string | undefined =>
    all.find(({ type, options }) => type === 'cgroup' && options.includes(controller))?.path;
  const [cpu, accounting] = [first('cpu'), first('cpuacct')];
  if (cpu && accounting) return { version: 1, cpu, accounting };
  const unified = all.find(
    ({ path, type }) => type === 'cgroup2' && controllersOf(path).split(/\s+/).includes('cpu'),
  );
  return unified && { version: 2, root: unified.path };
}
