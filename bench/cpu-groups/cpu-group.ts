import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CgroupMounts } from './cgroup-mounts';

/**
 * Microseconds after which a group may use its CPU time again. Function Compute does not tell its own; this is the
 * default of the kernel and of container runtimes. A shorter one would make many short pauses of few long ones.
 */
export const PERIOD_US = 100_000;

/** How often it is looked whether the last process of a group has gone. */
const GONE_POLL_MS = 20;
const GONE_TRIES = 100;

/** The files in which one version of cgroups keeps limit and account, as what is written into them. */
interface Form {
  /** Folders of the group; a process is in all of them. */
  folders: string[];
  /** Writes the limit in microseconds in each period; undefined takes it away. */
  limit(quotaUs: number | undefined): void;
  cpuMs(): number;
}

function formOf(mounts: CgroupMounts, name: string): Form {
  if (mounts.version === 1) {
    const [cpu, accounting] = [join(mounts.cpu, name), join(mounts.accounting, name)];
    return {
      folders: [...new Set([cpu, accounting])],
      limit: (quotaUs) => {
        writeFileSync(join(cpu, 'cpu.cfs_period_us'), String(PERIOD_US));
        writeFileSync(join(cpu, 'cpu.cfs_quota_us'), String(quotaUs ?? -1));
      },
      cpuMs: () => Number(readFileSync(join(accounting, 'cpuacct.usage'), 'latin1')) / 1e6,
    };
  }
  const folder = join(mounts.root, name);
  return {
    folders: [folder],
    limit: (quotaUs) => writeFileSync(join(folder, 'cpu.max'), `${quotaUs ?? 'max'} ${PERIOD_US}`),
    cpuMs: () => {
      const used = /^usage_usec (\d+)$/m.exec(readFileSync(join(folder, 'cpu.stat'), 'latin1'));
      return Number(used?.[1]) / 1e3;
    },
  };
}

/** Processes whose CPU time is counted together, children included, and can be limited. */
export class CpuGroup {
  private readonly form: Form;

  /** @param name below the controllers' folders, which must be there */
  constructor(mounts: CgroupMounts, name: string) {
    this.form = formOf(mounts, name);
    for (const folder of this.form.folders) mkdirSync(folder, { recursive: true });
  }

  /**
   * The same command, begun in this group. The shell that enters it counts as little as possible: it becomes the
   * command.
   */
  enter(file: string, args: readonly string[]): { file: string; args: string[] } {
    const entries = this.form.folders.map((folder) => `echo $$ >'${join(folder, 'cgroup.procs')}'`);
    return { file: '/bin/sh', args: ['-c', `${entries.join(' && ')} && exec "$@"`, 'enter', file, ...args] };
  }

  /**
   * Begins a new period with all of its CPU time unused, so each measured run is limited alike.
   * @param vcpu undefined for no limit
   */
  limit(vcpu: number | undefined): void {
    this.form.limit(vcpu === undefined ? undefined : Math.round(vcpu * PERIOD_US));
  }

  /** CPU time of all processes that are or were in the group. */
  cpuMs(): number {
    return this.form.cpuMs();
  }

  /** @throws Error when a process stays in the group for two seconds */
  async remove(): Promise<void> {
    for (const folder of this.form.folders) await removeFolder(folder);
  }
}

async function removeFolder(folder: string): Promise<void> {
  for (let left = GONE_TRIES; ; left -= 1) {
    try {
      return rmdirSync(folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return;
      if (code !== 'EBUSY' || left === 0) throw error;
      await delay(GONE_POLL_MS);
    }
  }
}
