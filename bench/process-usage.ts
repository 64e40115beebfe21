import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** The kernel's unit for CPU times, on every machine that Node supports. */
const TICKS_PER_SECOND = 100;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // The process or thread ended meanwhile.
  }
};

/** CPU time of a process so far, without its children: its live threads, exact to the nanosecond. */
export function ownCpuMs(pid: number): number {
  let nanoseconds = 0;
  for (const thread of threadsOf(pid)) {
    nanoseconds += Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0] ?? 0);
  }
  return nanoseconds / 1e6;
}

/**
 * CPU time so far of a process and everything that it started, and that these started: what lives, and what has ended
 * and was waited for by its parent. The latter is counted in ticks of 10 ms, so a group of processes, where there is
 * one, is more exact.
 */
export function treeCpuMs(pid: number): number {
  // The name, in parentheses, may contain any character. The numbers come after it.
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
  const endedTicks = Number(fields[13] ?? 0) + Number(fields[14] ?? 0);
  const ended = (endedTicks * 1000) / TICKS_PER_SECOND;
  return childrenOf(pid).reduce((sum, child) => sum + treeCpuMs(child), ownCpuMs(pid) + ended);
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // The process ended meanwhile.
  }
}

/** Most memory that a process has had resident, in MB; 0 when the process is gone. */
export function peakMB(pid: number): number {
  return (Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024) / 1e6;
}

/** Makes `peakMB` start again from the present memory. */
export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

export const childrenOf = (pid: number): number[] =>
  read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);

/** Its children, their children, and so on. */
const descendantsOf = (pid: number): number[] =>
  childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);

/**
 * Milliseconds between two looks at a process that may live only 50 ms. Its peak only grows, so the last look
 * is close to the real peak.
 */
const LOOK_MS = 3;

/**
 * Watches what a process starts, however indirectly, until the returned function is called. @returns a function that
 * stops and returns the peak of the largest of these processes, in MB
 */
export function watchDescendants(pid: number): () => number {
  let peak = 0;
  const look = (): void => {
    for (const one of descendantsOf(pid)) peak = Math.max(peak, peakMB(one));
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/** Resident memory of a process, in MB; 0 when it is gone. */
export const residentMB = (pid: number): number =>
  (Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024) / 1e6;

/** Memory of a process and all its descendants, in MB. Of a page that several share, each counts its part. */
export function treeProportionalMB(pid: number): number {
  const own = (Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024) / 1e6;
  return childrenOf(pid).reduce((sum, child) => sum + treeProportionalMB(child), own);
}

/** Resident memory of a process and all its descendants, in MB. Shared pages are counted in each process. */
export function treeMB(pid: number): number {
  return childrenOf(pid).reduce((sum, child) => sum + treeMB(child), residentMB(pid));
}
