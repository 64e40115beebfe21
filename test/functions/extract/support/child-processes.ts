import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes that this process has started and that still run. */
export const childProcesses = (): string[] =>
  readdirSync(`/proc/${process.pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${process.pid}/task/${task}/children`, 'latin1').split(' ').filter(Boolean),
  );
