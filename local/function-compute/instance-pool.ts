import { Instance } from './instance';
import type { InstanceSpec } from './instance-environment';
import type { Invocation, LogLine, Outcome } from './invocation';

/** How often the memory of working instances is measured. Production's limit is the kernel's and immediate. */
const MEMORY_CHECK_MS = 100;

/** The instances of one state of a function: reused while warm, grown on demand, reclaimed when idle. */
export class InstancePool {
  private readonly instances = new Set<Instance>();
  private readonly idleTimers = new Map<Instance, NodeJS.Timeout>();
  private retired = false;
  private memoryTimer?: NodeJS.Timeout;

  constructor(
    readonly spec: InstanceSpec,
    private readonly options: { idleTimeoutMs: number; onLog: (line: LogLine) => void },
  ) {}

  get size(): number {
    return this.instances.size;
  }

  /** @param killAfterMs ends the instance in the middle of the work, as a failing machine would */
  async invoke(invocation: Invocation, killAfterMs?: number): Promise<Outcome> {
    const instance = this.take();
    const outcome = instance.invoke(invocation);
    const killer =
      killAfterMs === undefined
        ? undefined
        : setTimeout(() => instance.kill('Instance was reclaimed'), killAfterMs);
    try {
      return await outcome;
    } finally {
      clearTimeout(killer);
      this.putBack(instance);
    }
  }

  /** Takes no more work: idle instances end now, others with their work. Ends when none is left. */
  async retire(): Promise<void> {
    this.retired = true;
    for (const instance of this.instances) {
      if (instance.load === 0) {
        instance.kill();
      }
    }
    await this.allEnded();
  }

  /** Ends all instances at once, whatever they do. */
  async close(): Promise<void> {
    this.retired = true;
    this.killAll();
    await this.allEnded();
  }

  /** Signals without waiting, for a process that is about to exit. */
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
    const instance = free ?? this.start();
    clearTimeout(this.idleTimers.get(instance));
    this.idleTimers.delete(instance);
    this.memoryTimer ??= setInterval(() => this.checkMemory(), MEMORY_CHECK_MS);
    return instance;
  }

  private start(): Instance {
    const instance = new Instance(this.spec, this.options.onLog);
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
