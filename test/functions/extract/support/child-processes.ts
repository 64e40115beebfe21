import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes that this one has started and that have not ended. */
export const childProcesses = (): string[] =>
  readdirSync(`/proc/${process.pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${process.pid}/task/${task}/children`, 'latin1').split(' ').filter(Boolean),
  );
