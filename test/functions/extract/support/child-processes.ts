import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes that a process has started and that still run. */
export const childProcesses = (pid: number | string = process.pid): string[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').split(' ').filter(Boolean),
  );

/** The same, and those that these have started. */
export const descendants = (pid: number | string = process.pid): string[] =>
  childProcesses(pid).flatMap((child) => [child, ...descendants(child)]);
