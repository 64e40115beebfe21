import type { Sever, Severing } from '../severing';
import type { InstanceFaults } from './delivery-plan';
import type { Generation } from './generation';
import type { InstanceHoldings } from './holdings';
import { Instance } from './instance';
import type { InstanceSpec } from './instance-spec';
import type { Invocation, LogLine, Outcome } from './invocation';

/** How often the memory of working instances is measured. In production the kernel enforces the limit at once. */
const MEMORY_CHECK_MS = 100;

export interface PoolOptions {
  generation: Generation;
  /** Milliseconds that an instance without work is kept. */
  idleTimeoutMs: number;
  onLog: (line: LogLine) => void;
  /** Ends connections to the services. */
  sever: Sever;
}

/** The instances of one state of a function: reused while warm, grown on demand, reclaimed when idle. */
export class InstancePool {
  private readonly instances = new Set<Instance>();
  private readonly idleTimers = new Map<Instance, NodeJS.Timeout>();
  private retired = false;
  private memoryTimer?: NodeJS.Timeout;

  constructor(
    readonly spec: InstanceSpec,
    private readonly options: PoolOptions,
  ) {}

  invoke(invocation: Invocation, faults?: InstanceFaults): Promise<Outcome> {
    return this.run(this.take(), invocation, faults);
  }

  /** Runs once in each idle instance. */
  invokeEach(invocation: () => Invocation): Promise<Outcome[]> {
    const idle = [...this.instances].filter(({ isAlive, load }) => isAlive && load === 0);
    return Promise.all(idle.map((instance) => this.run(this.ready(instance), invocation())));
  }

  /** Ends the connections of each frozen instance. @returns how many instances there are */
  severFrozen(how: Severing): number {
    const frozen = [...this.instances].filter(({ isAlive, load }) => isAlive && load === 0);
    for (const { tcpPorts } of frozen) this.options.sever(tcpPorts, how);
    return frozen.length;
  }

  /** The resources that each running instance holds. */
  holdings(): Promise<Omit<InstanceHoldings, 'function'>[]> {
    const living = [...this.instances].filter(({ isAlive }) => isAlive);
    return Promise.all(
      living.map(async (instance) => {
        const { id: instanceId, temporaryDirectory } = instance;
        return { instanceId, temporaryDirectory, ...(await instance.holdings()) };
      }),
    );
  }

  private async run(
    instance: Instance,
    invocation: Invocation,
    { killAfterMs, shortage, severing }: InstanceFaults = {},
  ): Promise<Outcome> {
    const outcome = instance.invoke(invocation, shortage);
    const killer =
      killAfterMs === undefined
        ? undefined
        : setTimeout(() => instance.kill('Instance was reclaimed'), killAfterMs);
    try {
      return await outcome;
    } finally {
      clearTimeout(killer);
      if (severing && instance.isAlive && instance.load === 0)
        this.options.sever(instance.tcpPorts, severing);
      this.putBack(instance);
    }
  }

  /** Accepts no more work. Idle instances are ended now, others after their work. Resolves when none is left. */
  async retire(): Promise<void> {
    this.retired = true;
    for (const instance of this.instances) {
      if (instance.load === 0) {
        instance.kill();
      }
    }
    await this.allEnded();
  }

  /** Kills all instances at once, working ones too. */
  async close(): Promise<void> {
    this.retired = true;
    this.killAll();
    await this.allEnded();
  }

  /** Sends the signals and does not wait, because this process is about to exit. */
  killAll(): void {
    for (const instance of this.instances) {
      instance.kill();
    }
  }

  private async allEnded(): Promise<void> {
    await Promise.all([...this.instances].map((instance) => instance.ended));
  }

  private take(): Instance {
    const free = [...this.instances].find(
      (instance) => instance.isAlive && instance.load < this.spec.instanceConcurrency,
    );
    return this.ready(free ?? this.start());
  }

  private ready(instance: Instance): Instance {
    clearTimeout(this.idleTimers.get(instance));
    this.idleTimers.delete(instance);
    this.memoryTimer ??= setInterval(() => this.checkMemory(), MEMORY_CHECK_MS);
    return instance;
  }

  private start(): Instance {
    const instance = new Instance(this.spec, this.options.generation, this.options.onLog);
    this.instances.add(instance);
    instance.ended.then(() => {
      this.instances.delete(instance);
      clearTimeout(this.idleTimers.get(instance));
      this.idleTimers.delete(instance);
    });
    return instance;
  }

  private putBack(instance: Instance): void {
    if (instance.load === 0 && instance.isAlive) {
      if (this.retired) {
        instance.kill();
      } else {
        const timer = setTimeout(() => instance.kill(), this.options.idleTimeoutMs);
        timer.unref();
        this.idleTimers.set(instance, timer);
      }
    }
    if ([...this.instances].every(({ load }) => load === 0)) {
      clearInterval(this.memoryTimer);
      this.memoryTimer = undefined;
    }
  }

  private checkMemory(): void {
    const limit = this.spec.memorySizeMB;
    for (const instance of this.instances) {
      const exceeded =
        instance.load > 0 &&
        instance.sampleMemory() > limit &&
        instance.sampleMemory('proportionalBytes') > limit;
      if (exceeded) {
        instance.kill(`Memory limit exceeded: more than ${limit} MB in use`);
      }
    }
  }
}
