import { spawn } from 'node:child_process';
import type { CpuGroup } from '../cpu-groups/cpu-group';
import { watchDescendants } from '../process-usage';
import { ToolError } from './tool';

/** The cost of a process, from its start to its end. */
export interface CommandRun {
  wallMs: number;
  cpuMs: number;
  /** 0 unless `watched`. */
  rssMB: number;
  /** Bytes that it read, from files and everything else. */
  readBytes: number;
  stdout: string;
}

/** Most bytes of output in an error message. A report of the corpus has some 20 KB. */
const SHOWN_BYTES = 500;

export interface Command {
  file: string;
  args: string[];
  env?: Record<string, string>;
}

/**
 * Runs a process with the shell's `time`. It gives the CPU times of this process alone, exact to the
 * millisecond; Node can only ask for its own.
 *
 * @param watched measures the memory, which takes CPU away from the process
 * @param group in which the process runs, with the shell
 * @throws ToolError when the process fails
 */
export function timedCommand(command: Command, watched = false, group?: CpuGroup): Promise<CommandRun> {
  // When a child has ended, the kernel adds what it read to its parent's account.
  const script =
    'TIMEFORMAT="%R %U %S"; time "$@" 2>&4; ended=$?; read -r _ bytes </proc/$$/io; echo $bytes >&2; exit $ended';
  const timed = { file: '/bin/bash', args: ['-c', script, 'time', command.file, ...command.args] };
  const { file, args } = group?.enter(timed.file, timed.args) ?? timed;
  return new Promise((resolve, reject) => {
    const shell = spawn(file, args, {
      env: command.env ?? { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe', 'ignore', 'pipe'],
    });
    const output = ['', '', ''];
    for (const [i, stream] of [
      shell.stdout!,
      shell.stderr!,
      shell.stdio[4] as typeof shell.stdout,
    ].entries()) {
      stream!.on('data', (bytes: Buffer) => {
        output[i] += bytes.toString();
      });
    }
    const unwatch = watched && shell.pid !== undefined ? watchDescendants(shell.pid) : () => 0;
    shell.once('error', reject);
    shell.once('close', (code) => {
      const rssMB = unwatch();
      const [stdout = '', times = '', errors = ''] = output;
      // The last lines. Before them the shell may complain about a locale.
      const [taken = '', read] = times.trim().split('\n').slice(-2);
      const [wall, user, system] = taken.split(' ').map(Number);
      if (code !== 0 || wall === undefined || user === undefined || system === undefined) {
        const told = (errors || times).slice(0, SHOWN_BYTES);
        return reject(new ToolError(`${command.file} ended with ${code}: ${told}`));
      }
      resolve({ wallMs: wall * 1000, cpuMs: (user + system) * 1000, rssMB, readBytes: Number(read), stdout });
    });
  });
}
