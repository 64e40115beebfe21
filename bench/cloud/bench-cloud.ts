import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Distance } from '../conditions';
import type { CloudAddress, CloudAnswer, CloudRequest } from './messages';
import type { SeenRequest } from './request-watch';
import type { SeedObject } from './seed';

/** The stand-in cloud in another process. It takes one request at a time. */
export class BenchCloud {
  private constructor(
    private readonly process: ChildProcess,
    readonly address: CloudAddress,
  ) {}

  static async start(objects: SeedObject[]): Promise<BenchCloud> {
    // The process's output is not a result of the bench.
    const child = fork(join(__dirname, 'cloud-process.ts'), { stdio: ['ignore', 2, 2, 'ipc'] });
    const { address } = await ask(child, { do: 'start', objects });
    return new BenchCloud(child, address!);
  }

  async begin(distance: Distance): Promise<void> {
    await ask(this.process, { do: 'begin', distance });
  }

  /** Requests to OSS and Tablestore that have been answered since `begin`. */
  async requests(): Promise<SeenRequest[]> {
    return (await ask(this.process, { do: 'requests' })).requests ?? [];
  }

  async close(): Promise<void> {
    await ask(this.process, { do: 'close' });
    this.process.disconnect();
  }
}

function ask(child: ChildProcess, request: CloudRequest): Promise<CloudAnswer> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`The stand-in ended during '${request.do}'.`));
    child.once('exit', ended);
    child.once('message', (answer: CloudAnswer) => {
      child.off('exit', ended);
      resolve(answer);
    });
    child.send(request);
  });
}
