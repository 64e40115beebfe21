import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PipelineConnection } from '../../cli/cloud/connection';
import { PROJECT_ROOT } from '../../lib/project-root';
import { treeMB } from '../process-usage';

/** Milliseconds between two looks at the memory of the whole stand-in. */
const LOOK_MS = 100;

/** The whole stand-in with the deployed stack, as `media local` runs it. */
export interface LocalProcess {
  connection: PipelineConnection;
  /** Most resident memory so far of all its processes together, in MB. */
  peakMB(): number;
  close(): Promise<void>;
}

/**
 * @param script prints the connection as its first line, and ends at SIGINT
 * @throws Error when the process ends before it is ready
 */
export async function startLocalProcess(
  script = join('bin', 'media.mjs'),
  argv = script.endsWith('media.mjs') ? ['local'] : [],
): Promise<LocalProcess> {
  const child = fork(join(PROJECT_ROOT, script), argv, { stdio: ['ignore', 'pipe', 2, 'ipc'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout! });
  const [first] = (await Promise.race([once(lines, 'line'), ended.then(() => [''])])) as [string];
  if (first === '') throw new Error('The stand-in ended before it was up.');
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, treeMB(child.pid!));
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    connection: JSON.parse(first) as PipelineConnection,
    peakMB: () => {
      look();
      return peak;
    },
    close: async () => {
      clearInterval(timer);
      child.kill('SIGINT');
      await ended;
    },
  };
}
