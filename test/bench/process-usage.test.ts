import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { treeCpuMs } from '../../bench/process-usage';

/** A process that computes for so long, says so, and stays. */
const BUSY_MS = 60;
const GRANDCHILD =
  `const busy = ({ user, system } = process.cpuUsage()) => user + system < ${BUSY_MS * 1_000}; ` +
  "while (busy()); console.log('done'); setInterval(() => {}, 1000);";

it('counts the CPU time of processes that are no children of the one that is asked for', async () => {
  const parent =
    "const { spawn } = require('node:child_process'); " +
    'spawn(process.execPath, ["-e", process.argv[1]], { stdio: "inherit" });';
  const child = spawn(process.execPath, ['-e', parent, GRANDCHILD], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  try {
    await once(child.stdout!, 'data');
    expect(treeCpuMs(child.pid!)).toBeGreaterThan(BUSY_MS);
  } finally {
    process.kill(-child.pid!, 'SIGKILL');
  }
});
