import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex, Readable } from 'node:stream';
import type { End, MediaInfoProcess } from './mediainfo-process';

/**
 * Kills the process group that a child leads. Call it before the child has ended: after that, another process
 * may get the same number.
 */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // No process of the group is left.
  }
}

/** A mediainfo that was started for one object. */
export class SpawnedProcess implements MediaInfoProcess {
  readonly neverRan = false;
  readonly questions: Duplex;
  readonly printed: Readable;
  readonly ended: Promise<End>;
  readonly closed: Promise<unknown>;

  constructor(private readonly child: ChildProcess) {
    [, this.printed, , this.questions] = child.stdio as unknown as [null, Readable, null, Duplex];
    // How the child ended is checked elsewhere.
    for (const stream of [this.printed, this.questions]) stream.on('error', () => {});
    this.closed = once(child, 'close').catch(() => {});
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve({ error }));
      child.once('exit', (code, signal) => {
        // The process is not allowed to start others. If the kernel could not forbid that, none of them
        // outlives it.
        killGroup(child.pid!);
        resolve({ code, signal });
      });
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  kill(): void {
    const { pid, exitCode, signalCode } = this.child;
    if (pid !== undefined && exitCode === null && signalCode === null) killGroup(pid);
  }

  release(): void {
    this.printed.destroy();
    this.questions.destroy();
  }
}
