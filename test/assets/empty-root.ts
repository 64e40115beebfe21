import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where a command lies, for callers that give it no PATH; its bare name where it is not installed. */
function whereIs(name: string): string {
  const places = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].map((folder) => `${folder}/${name}`);
  return places.find((place) => existsSync(place)) ?? name;
}

/**
 * How to run a program with `root` as its root directory: as root, or as anybody where the kernel grants user
 * namespaces. Where neither is allowed the program runs from the folder as it is, on the host's own root.
 *
 * @param loader the loader to try it with, a path relative to `root`
 */
export function emptyRoot(root: string, loader: string): { prefix: string[]; folder: string } {
  const chroot = [whereIs('chroot'), root];
  for (const prefix of [chroot, [whereIs('unshare'), '--user', '--map-root-user', ...chroot]]) {
    const [command, ...args] = prefix;
    if (spawnSync(command!, [...args, `/${loader}`, '--version']).status === 0) return { prefix, folder: '' };
  }
  return { prefix: [], folder: root };
}
