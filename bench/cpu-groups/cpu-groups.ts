import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CgroupMounts, findCgroups } from './cgroup-mounts';
import { CpuGroup } from './cpu-group';

const PREFIX = 'bench-';

/** This machine can not limit CPU time, or not for this user. */
export class NoCpuGroupsError extends Error {
  override name = 'NoCpuGroupsError';
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

/** A group for each tool, all with the same limit. */
export class CpuGroups {
  private readonly groups: CpuGroup[] = [];

  private constructor(
    private readonly mounts: CgroupMounts,
    private readonly name: string,
  ) {}

  /**
   * @param mounts where the controllers are; looked up by default
   * @throws NoCpuGroupsError with the reason
   */
  static open(mounts = findCgroups(read('/proc/self/mounts'), controllersOf)): CpuGroups {
    if (!mounts) {
      throw new NoCpuGroupsError(
        'a CPU controller of cgroups must be mounted, of version 1 (cpu and cpuacct) or 2; /proc/self/mounts has none.',
      );
    }
    const groups = new CpuGroups(mounts, `${PREFIX}${process.pid}`);
    try {
      groups.prepare();
    } catch (error) {
      const { message } = error as Error;
      throw new NoCpuGroupsError(`groups of processes must be allowed, which takes root: ${message}`);
    }
    return groups;
  }

  /** @param name of the tool; one name, one group */
  make(name: string): CpuGroup {
    const group = new CpuGroup(this.mounts, join(this.name, name.replace(/[^a-z0-9.-]/gi, '-')));
    this.groups.push(group);
    return group;
  }

  /** Limits every group to so many vCPUs. @param vcpu undefined for no limit */
  limit(vcpu: number | undefined): void {
    for (const group of this.groups) group.limit(vcpu);
  }

  /** Removes all groups. Their processes must have ended. */
  async close(): Promise<void> {
    for (const group of this.groups) await group.remove();
    for (const root of this.roots()) rmdirSync(join(root, this.name));
  }

  private roots(): string[] {
    const { mounts } = this;
    return mounts.version === 1 ? [...new Set([mounts.cpu, mounts.accounting])] : [mounts.root];
  }

  private prepare(): void {
    for (const root of this.roots()) {
      removeLeftovers(root);
      mkdirSync(join(root, this.name));
    }
    if (this.mounts.version === 1) return;
    // In version 2 a folder hands a controller down only when it is told to.
    for (const folder of [this.mounts.root, join(this.mounts.root, this.name)]) {
      writeFileSync(join(folder, 'cgroup.subtree_control'), '+cpu');
    }
  }
}

const controllersOf = (root: string): string => read(join(root, 'cgroup.controllers'));

/** A bench that was killed leaves its folders. They are empty once its processes are gone. */
function removeLeftovers(root: string): void {
  for (const name of readdirSync(root).filter((one) => /^bench-\d+$/.test(one))) {
    if (existsSync(`/proc/${name.slice(PREFIX.length)}`)) continue;
    const folder = join(root, name);
    const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    try {
      for (const entry of below) rmdirSync(join(folder, entry.name));
      rmdirSync(folder);
    } catch {
      // A process of it still runs. It does not disturb: its limit is its own.
    }
  }
}
