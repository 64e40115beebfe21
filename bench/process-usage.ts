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

/**
 * CPU time of a process so far: its live threads in nanoseconds, and its ended children in ticks of 10 ms.
 */
export interface CpuTime {
  ownMs: number;
  childrenMs: number;
}

export function cpuTime(pid: number): CpuTime {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0] ?? 0);
  }
  // The name, in parentheses, may contain any character. The numbers come after it.
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
  const ticks = Number(fields[13]) + Number(fields[14]);
  return { ownMs: nanoseconds / 1e6, childrenMs: (ticks * 1000) / TICKS_PER_SECOND };
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

/**
 * Milliseconds between two looks at a process that may live only 50 ms. Its peak only grows, so the last look
 * is close to the real peak.
 */
const LOOK_MS = 3;

/**
 * Watches the children of a process until the returned function is called. @returns a function that stops and
 * returns the peak of the largest child, in MB
 */
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

/** Resident memory of a process and all its descendants, in MB. Shared pages are counted in each process. */
export function treeMB(pid: number): number {
  const own = (Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024) / 1e6;
  return childrenOf(pid).reduce((sum, child) => sum + treeMB(child), own);
}
