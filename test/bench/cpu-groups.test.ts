import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CgroupMounts, findCgroups } from '../../bench/cpu-groups/cgroup-mounts';
import { CpuGroups, NoCpuGroupsError } from '../../bench/cpu-groups/cpu-groups';

const V1 = [
  'tmpfs /sys/fs/cgroup tmpfs rw 0 0',
  'cgroup /sys/fs/cgroup/cpu cgroup rw,relatime,cpu 0 0',
  'cgroup /sys/fs/cgroup/cpuacct cgroup rw,relatime,cpuacct 0 0',
].join('\n');
const V2 = 'cgroup2 /sys/fs/cgroup cgroup2 rw,relatime 0 0';

describe('findCgroups', () => {
  it('finds the two controllers of version 1, also where they are one folder', () => {
    expect(findCgroups(V1, () => '')).toEqual({
      version: 1,
      cpu: '/sys/fs/cgroup/cpu',
      accounting: '/sys/fs/cgroup/cpuacct',
    });
    const both = 'cgroup /cg/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0';
    expect(findCgroups(both, () => '')).toEqual({
      version: 1,
      cpu: '/cg/cpu,cpuacct',
      accounting: '/cg/cpu,cpuacct',
    });
  });

  it('takes version 2 where it has the controller, and version 1 where both are mounted', () => {
    expect(findCgroups(V2, () => 'cpuset cpu io\n')).toEqual({ version: 2, root: '/sys/fs/cgroup' });
    expect(findCgroups(`${V2}\n${V1}`, () => 'cpu\n')).toMatchObject({ version: 1 });
  });

  it('finds nothing without the controller', () => {
    expect(findCgroups(V2, () => 'cpuset io\n')).toBeUndefined();
    expect(findCgroups('proc /proc proc rw 0 0', () => '')).toBeUndefined();
    expect(findCgroups('cgroup /cg/cpu cgroup rw,cpu 0 0', () => '')).toBeUndefined();
  });
});

describe('CpuGroups', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cpu-groups-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const folderOf = (name: string): string => join(root, `bench-${process.pid}`, name);
  const contentOf = (name: string, file: string): string => readFileSync(join(folderOf(name), file), 'utf8');

  it('limits and counts with the files of version 1', () => {
    const groups = CpuGroups.open({ version: 1, cpu: root, accounting: root });
    const group = groups.make('extract exact');
    groups.limit(0.35);
    expect(contentOf('extract-exact', 'cpu.cfs_period_us')).toBe('100000');
    expect(contentOf('extract-exact', 'cpu.cfs_quota_us')).toBe('35000');
    groups.limit(undefined);
    expect(contentOf('extract-exact', 'cpu.cfs_quota_us')).toBe('-1');
    writeFileSync(join(folderOf('extract-exact'), 'cpuacct.usage'), '1234567890\n');
    expect(group.cpuMs()).toBeCloseTo(1234.56789);
  });

  it('limits and counts with the files of version 2, and has the controller handed down', () => {
    const groups = CpuGroups.open({ version: 2, root });
    const group = groups.make('ffprobe');
    groups.limit(0.1);
    expect(contentOf('ffprobe', 'cpu.max')).toBe('10000 100000');
    groups.limit(undefined);
    expect(contentOf('ffprobe', 'cpu.max')).toBe('max 100000');
    for (const folder of [root, folderOf('')]) {
      expect(readFileSync(join(folder, 'cgroup.subtree_control'), 'utf8')).toBe('+cpu');
    }
    writeFileSync(join(folderOf('ffprobe'), 'cpu.stat'), 'nr_periods 7\nusage_usec 2500\nuser_usec 1\n');
    expect(group.cpuMs()).toBe(2.5);
  });

  it('begins a command in every folder of its group, with all its arguments', () => {
    const accounting = join(root, 'accounting');
    mkdirSync(accounting);
    const group = CpuGroups.open({ version: 1, cpu: root, accounting }).make('one');
    const { file, args } = group.enter('/bin/echo', ['a b', '$HOME']);
    expect([file, ...args].slice(-3)).toEqual(['/bin/echo', 'a b', '$HOME']);
    expect(args[1]).toContain(join(folderOf('one'), 'cgroup.procs'));
    expect(args[1]).toContain(join(accounting, `bench-${process.pid}`, 'one', 'cgroup.procs'));
  });

  it('leaves nothing behind, and takes away what a killed bench has left', async () => {
    // No process has this number: it is above the kernel's limit.
    mkdirSync(join(root, 'bench-99999999', 'mediainfo'), { recursive: true });
    const groups = CpuGroups.open({ version: 1, cpu: root, accounting: root });
    groups.make('mediainfo');
    expect(readdirSync(root)).toEqual([`bench-${process.pid}`]);
    await groups.close();
    expect(readdirSync(root)).toEqual([]);
  });

  it('says why there are none', () => {
    const nowhere: CgroupMounts = { version: 2, root: join(root, 'nowhere') };
    expect(() => CpuGroups.open(nowhere)).toThrow(NoCpuGroupsError);
    expect(() => CpuGroups.open(nowhere)).toThrow(/takes root: .*nowhere/);
  });
});
