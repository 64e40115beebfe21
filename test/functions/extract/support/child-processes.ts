import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes that a process has started and that still run. */
export function childProcesses(pid: number | string = process.pid): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').split(' ').filter(Boolean),
    );
  } catch {
    return []; // It ended meanwhile.
  }
}

/** The same, and those that these have started. */
export const descendants = (pid: number | string = process.pid): string[] =>
  childProcesses(pid).flatMap((child) => [child, ...descendants(child)]);

/** True for a mediainfo that was started without an object: the template, which stays for the objects to come. */
function isTemplate(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').endsWith('/bin/mediainfo\0');
  } catch {
    return false; // It ended meanwhile.
  }
}

/** The processes that this process and its templates have started since, without the templates. */
export const processesForObjects = (before: readonly string[]): string[] =>
  childProcesses()
    .filter((pid) => !before.includes(pid))
    .flatMap((pid) => (isTemplate(pid) ? descendants(pid) : [pid, ...descendants(pid)]));
