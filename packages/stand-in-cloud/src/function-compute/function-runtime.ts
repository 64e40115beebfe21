import type { Severing } from '../severing';
import type { Code } from './code-store';
import type { InstanceFaults } from './delivery-plan';
import { labelOf } from './generation';
import type { InstanceHoldings } from './holdings';
import { InstancePool, type PoolOptions } from './instance-pool';
import type { InstanceSpec } from './instance-spec';
import type { Invocation, Outcome } from './invocation';

/** Runs a function across updates: new work goes to the latest state, and older states finish their work. */
export class FunctionRuntime {
  private pool: InstancePool;
  private readonly retiring = new Set<InstancePool>();
  private readonly cleaning = new Set<Promise<void>>();

  constructor(
    spec: InstanceSpec,
    private readonly options: PoolOptions,
  ) {
    this.pool = new InstancePool(spec, options);
  }

  get code(): Code {
    return this.pool.spec.code;
  }

  invoke(invocation: Invocation, faults?: InstanceFaults): Promise<Outcome> {
    return this.pool.invoke(invocation, faults);
  }

  /** Runs once on each idle instance of the latest state. */
  invokeEach(invocation: () => Invocation): Promise<Outcome[]> {
    return this.pool.invokeEach(invocation);
  }

  /** Ends the connections of each frozen instance of the latest state. @returns how many instances there are */
  severFrozen(how: Severing): number {
    return this.pool.severFrozen(how);
  }

  /** The resources that each running instance holds, instances of older states included. */
  async holdings(): Promise<InstanceHoldings[]> {
    const pools = [this.pool, ...this.retiring];
    const held = await Promise.all(pools.map((pool) => pool.holdings()));
    const name = labelOf(this.pool.spec);
    return held.flat().map((one) => ({ ...one, function: name }));
  }

  /** Later invocations run with `spec`. The old code is removed when nothing uses it any more. */
  replace(spec: InstanceSpec): void {
    const old = this.pool;
    this.pool = new InstancePool(spec, this.options);
    this.track(this.retire(old));
  }

  /** Ends all instances and removes the code. */
  async close(): Promise<void> {
    await Promise.all([this.pool, ...this.retiring].map((pool) => pool.close()));
    await Promise.all(this.cleaning);
    await this.code.release();
  }

  killAll(): void {
    for (const pool of [this.pool, ...this.retiring]) {
      pool.killAll();
    }
  }

  private async retire(pool: InstancePool): Promise<void> {
    this.retiring.add(pool);
    await pool.retire();
    this.retiring.delete(pool);
    const { code } = pool.spec;
    const inUse = [this.pool, ...this.retiring].some(({ spec }) => spec.code === code);
    if (!inUse) {
      await code.release();
    }
  }

  private track(work: Promise<void>): void {
    this.cleaning.add(work);
    work.finally(() => this.cleaning.delete(work));
  }
}
