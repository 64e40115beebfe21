import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Generation } from './generation';
import { type Holdings, holdingsOf, tcpPortsOf } from './holdings';
import { instanceCommand } from './instance-command';
import { instanceEnvironment } from './instance-environment';
import type { InstanceSpec } from './instance-spec';
import type { ErrorType, Invocation, LogLine, Outcome } from './invocation';
import { LineSplitter } from './line-splitter';
import { ProcessTree } from './process-tree';
import { RunningInvocation } from './running-invocation';
import type { Shortage } from './shortage';
import { removeTree } from './tree';

interface RuntimeAnswer {
  requestId: string;
  payload: Uint8Array;
  errorType?: ErrorType;
  /** The process ends after this answer. */
  fatal?: boolean;
}

/** Time for an instance to finish closing what it was closing when it was frozen. */
const REST_MS = 100;
/** How long output is still read after the exit, from child processes that have the same streams. */
const OUTPUT_GRACE_MS = 500;

/** One instance: a Node.js process that is kept between invocations and frozen while it has none. */
export class Instance {
  readonly id = `c-${randomUUID()}`;
  readonly processes: ProcessTree;
  /** Resolves when no process and no file of the instance is left. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;
  private readonly running = new Map<string, RunningInvocation>();
  /** Random, because the function's code writes to the same streams and must not be able to write the mark. */
  private readonly endMark = `\u0000end ${randomBytes(12).toString('hex')}`;
  readonly temporaryDirectory: string;
  private readonly directory: string;
  private alive = true;
  private isNew = true;
  private exited = false;

  constructor(
    private readonly spec: InstanceSpec,
    private readonly generation: Generation,
    private readonly onLog: (line: LogLine) => void,
  ) {
    this.directory = path.join(spec.workDir, this.id);
    this.temporaryDirectory = path.join(this.directory, 'tmp');
    mkdirSync(this.temporaryDirectory, { recursive: true });
    const [command, ...args] = instanceCommand(spec.memorySizeMB, spec.preload);
    this.child = spawn(command, args, {
      cwd: spec.code.directory,
      env: instanceEnvironment(generation, spec, this.id, this.temporaryDirectory),
      // A process group of its own, so that a signal also reaches processes that the function started.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    // A failed start is seen by the missing pid below. The event with the reason comes later and must be handled.
    this.child.on('error', () => {});
    if (this.child.pid === undefined) {
      throw new Error(`Instance ${this.id}: its process could not be started.`);
    }
    this.processes = new ProcessTree(this.child.pid);
    this.readOutput('stdout');
    this.readOutput('stderr');
    this.child.on('message', (answer: RuntimeAnswer) => this.onAnswer(answer));
    this.ended = this.watchEnd();
  }

  get isAlive(): boolean {
    return this.alive;
  }

  get load(): number {
    return this.running.size;
  }

  /**
   * Resolves with the outcome, whatever happens to the process; it never rejects.
   * @param shortage the resource that the instance runs out of during the invocation
   */
  async invoke(invocation: Invocation, shortage?: Shortage): Promise<Outcome> {
    const run = new RunningInvocation(invocation, { instanceId: this.id, isColdStart: this.isNew });
    this.isNew = false;
    const { requestId } = invocation;
    if (this.running.size === 0) {
      this.processes.signal('SIGCONT');
    }
    this.running.set(requestId, run);
    this.log(requestId, `FC Invoke Start RequestId: ${requestId}`);
    run.startTimer(this.spec.timeoutSeconds, () => {
      this.sampleMemory();
      run.timedOut(this.spec.timeoutSeconds);
      this.kill(`Function timed out after ${this.spec.timeoutSeconds} seconds`);
    });
    this.child.send(
      {
        endMark: this.endMark,
        invocation: {
          requestId,
          event: invocation.event,
          handler: this.spec.handler,
          context: this.generation.context(this.spec, invocation),
          ...(shortage && { shortage }),
        },
      },
      // If the process died before it received the message, its exit is handled in `watchEnd`.
      () => {},
    );
    return run.outcome;
  }

  /** @returns resident memory in MB, also noted with the invocations that run */
  sampleMemory(measure: 'residentBytes' | 'proportionalBytes' = 'residentBytes'): number {
    const megabytes = this.processes[measure]() / 1024 / 1024;
    for (const run of this.running.values()) {
      run.sampleMemory(megabytes);
    }
    return megabytes;
  }

  /** The ports at its end of the TCP connections that the instance holds. */
  get tcpPorts(): Set<number> {
    return tcpPortsOf(this.processes.leader);
  }

  /** The resources that the instance holds. An idle one runs for a moment first, to finish what it was frozen in. */
  async holdings(): Promise<Holdings> {
    const rest = (signal: NodeJS.Signals): void => {
      if (this.alive && !this.exited && this.running.size === 0) this.processes.signal(signal);
    };
    rest('SIGCONT');
    await sleep(REST_MS);
    const holdings = holdingsOf(this.processes, this.temporaryDirectory);
    rest('SIGSTOP');
    return holdings;
  }

  /** Kills every process of the instance. @param reason is written to the logs of its invocations */
  kill(reason?: string): void {
    this.alive = false;
    if (reason) {
      for (const requestId of this.running.keys()) {
        this.log(requestId, reason);
      }
    }
    // After the exit, another process may have the same pid.
    if (!this.exited) {
      this.processes.signal('SIGKILL');
    }
  }

  private onAnswer({ requestId, payload, errorType, fatal }: RuntimeAnswer): void {
    if (fatal) {
      this.alive = false;
    }
    const run = this.running.get(requestId);
    if (run?.answered(Buffer.from(payload).toString('utf8'), errorType)) {
      this.finished(run);
    }
  }

  private finished(run: RunningInvocation): void {
    const { requestId } = run.invocation;
    this.sampleMemory();
    this.log(requestId, `FC Invoke End RequestId: ${requestId}`);
    this.running.delete(requestId);
    run.finish();
    if (this.running.size > 0) {
      return;
    }
    if (this.alive) {
      this.processes.signal('SIGSTOP');
    } else {
      this.kill();
    }
  }

  private readOutput(name: 'stdout' | 'stderr'): void {
    const stream = this.child[name];
    const splitter = new LineSplitter();
    stream?.on('data', (chunk: Buffer) => this.onLines(name, splitter.push(chunk)));
    stream?.on('end', () => {
      this.onLines(name, splitter.end());
      for (const run of [...this.running.values()]) {
        this.onDrained(run, name);
      }
    });
  }

  private onLines(stream: 'stdout' | 'stderr', lines: string[]): void {
    for (const line of lines) {
      const mark = line.indexOf(this.endMark);
      const text = mark < 0 ? line : line.slice(0, mark);
      if (text !== '') {
        this.log(this.requestOf(text), text);
      }
      const run = mark < 0 ? undefined : this.running.get(line.slice(mark + this.endMark.length + 1));
      if (run) {
        this.onDrained(run, stream);
      }
    }
  }

  private onDrained(run: RunningInvocation, stream: 'stdout' | 'stderr'): void {
    if (run.drained(stream)) {
      this.finished(run);
    }
  }

  /** The request that a line belongs to: the one whose id it contains, otherwise the latest. */
  private requestOf(line: string): string {
    const ids = [...this.running.keys()];
    return ids.find((id) => line.includes(id)) ?? ids.at(-1) ?? '';
  }

  private log(requestId: string, message: string): void {
    this.running.get(requestId)?.log(message);
    this.onLog({ instanceId: this.id, requestId, message });
  }

  private async watchEnd(): Promise<void> {
    const closed = new Promise((resolve) => this.child.once('close', resolve));
    await new Promise((resolve) => this.child.once('exit', resolve));
    this.kill();
    this.exited = true;
    const grace = setTimeout(() => {
      this.child.stdout?.destroy();
      this.child.stderr?.destroy();
    }, OUTPUT_GRACE_MS);
    await closed;
    clearTimeout(grace);
    for (const run of [...this.running.values()]) {
      run.processExited();
      this.finished(run);
    }
    await removeTree(this.directory);
  }
}
