import { spawn } from 'node:child_process';
import { watchChildren } from '../process-usage';
import { ToolError } from './tool';

/** What a process took, from its start to its end. */
export interface CommandRun {
  wallMs: number;
  cpuMs: number;
  /** 0 unless watched. */
  rssMB: number;
  /** Bytes that it read, of files and all else. */
  readBytes: number;
  stdout: string;
}

/** A report of the corpus has some 20 KB. */
const SHOWN_BYTES = 500;

export interface Command {
  file: string;
  args: string[];
  env?: Record<string, string>;
}

/**
 * Runs a process under the shell's `time`, which asks the kernel for the CPU times of the process alone, to the
 * millisecond; Node can only ask for those of itself.
 *
 * @param watched looks at its memory meanwhile, which takes CPU away from it
 * @throws ToolError when it fails
 */
export function timedCommand(command: Command, watched = false): Promise<CommandRun> {
  // The kernel adds what a child read to its parent's account when it has ended.
  const script =
    'TIMEFORMAT="%R %U %S"; time "$@" 2>&4; ended=$?; read -r _ bytes </proc/$$/io; echo $bytes >&2; exit $ended';
  return new Promise((resolve, reject) => {
    const shell = spawn('/bin/bash', ['-c', script, 'time', command.file, ...command.args], {
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
    const unwatch = watched && shell.pid !== undefined ? watchChildren(shell.pid) : () => 0;
    shell.once('error', reject);
    shell.once('close', (code) => {
      const rssMB = unwatch();
      const [stdout = '', times = '', errors = ''] = output;
      // The last lines: a shell may complain about a locale before them.
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
