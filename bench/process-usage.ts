import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** The unit in which the kernel tells CPU times, everywhere that Node runs. */
const TICKS_PER_SECOND = 100;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // The process or thread ended meanwhile.
  }
};

/** CPU used by a process so far: by its live threads, to the nanosecond, and by its ended children, in ticks of 10 ms. */
export interface CpuTime {
  ownMs: number;
  childrenMs: number;
}

export function cpuTime(pid: number): CpuTime {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0] ?? 0);
  }
  // The name, in parentheses, may hold anything; the numbers are counted from behind it.
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
  const ticks = Number(fields[13]) + Number(fields[14]);
  return { ownMs: nanoseconds / 1e6, childrenMs: (ticks * 1000) / TICKS_PER_SECOND };
}

/** Most memory that a process has had resident, in MB; 0 when it is gone. */
export function peakMB(pid: number): number {
  return (Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024) / 1e6;
}

/** Makes `peakMB` begin anew. */
export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

export const childrenOf = (pid: number): number[] =>
  read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);

/** How often a process that may live for 50 ms is looked at; its peak only grows, so the last look is near the truth. */
const LOOK_MS = 3;

/** Watches the children of a process until it is told to stop. @returns the peak of the largest, in MB */
export function watchChildren(pid: number): () => number {
  let peak = 0;
  const look = (): void => {
    for (const child of childrenOf(pid)) peak = Math.max(peak, peakMB(child));
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/** Memory resident now of a process and all its descendants, in MB; pages that they share count in each. */
export function treeMB(pid: number): number {
  const own = (Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024) / 1e6;
  return childrenOf(pid).reduce((sum, child) => sum + treeMB(child), own);
}
