import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Principal } from '../ram/authority';
import type { Severing } from '../severing';
import { AsyncInvocations } from './async-invocations';
import { authorize, authorizeInvocation, authorizeRole } from './authorization';
import { Deployments } from './deployments';
import type { FunctionName } from './function-name';
import type { InstanceHoldings } from './holdings';
import { IdleSignal } from './idle-signal';
import type { Outcome } from './invocation';
import { LogWriter } from './log-writer';
import { OssTriggers } from './oss-triggers';
import { checkPayload } from './payload-limits';
import { type Problem, ProblemList } from './problems';
import { checkQualifier } from './qualifier';
import { type FunctionRecord, Registry } from './registry';
import { RoleSessions } from './role-sessions';
import { Runner } from './runner';
import type {
  AsyncOptions,
  FunctionComputeService,
  FunctionOptions,
  ServiceOptions,
  TriggerOptions,
} from './service';
import { type FunctionComputeOptions, type Settings, withDefaults } from './settings';
import { TimerTriggers } from './timer-triggers';
import { Triggers } from './triggers';

/** Function Compute on this machine: runs functions in processes of their own. */
export class FunctionCompute implements FunctionComputeService {
  readonly registry = new Registry();
  private readonly settings: Settings;
  private readonly problemList: ProblemList;
  private readonly deployments: Deployments;
  private readonly runner: Runner;
  private readonly asyncInvocations: AsyncInvocations;
  private readonly triggers: Triggers;
  private readonly idleSignal = new IdleSignal(
    () => this.asyncInvocations.depth === 0 && this.triggers.isIdle,
  );
  private readonly killInstances = () => {
    for (const fn of this.registry.functions()) fn.runtime.killAll();
  };

  constructor(options: FunctionComputeOptions) {
    const settings = withDefaults(options);
    const { authority, logs, clock } = settings;
    this.settings = settings;
    this.problemList = new ProblemList(options.onProblem);
    const sessions = new RoleSessions(authority, clock);
    const logWriter = new LogWriter(logs, sessions, clock, this.problemList, settings.generations);
    this.deployments = new Deployments(this.registry, settings, logWriter);
    this.runner = new Runner(sessions, logWriter, settings.concurrencyLimit, options.onFailedInvocation);
    const shared = {
      registry: this.registry,
      sessions,
      problems: this.problemList,
      invokeAsync: this.invokeAsync.bind(this),
      onIdle: () => this.idleSignal.tell(),
    };
    this.asyncInvocations = new AsyncInvocations({ ...shared, settings, runner: this.runner });
    this.triggers = new Triggers({
      oss: new OssTriggers({ ...shared, ...settings, accountId: authority.accountId }),
      timers: new TimerTriggers({ ...shared, ...settings, accept: this.accept.bind(this) }),
      clock,
    });
    process.once('exit', this.killInstances);
  }

  /** Problems that no caller was told of, oldest first. */
  get problems(): readonly Problem[] {
    return this.problemList.all;
  }

  createService(name: string, options: ServiceOptions): Promise<void> {
    return this.deployments.createService(name, options);
  }

  updateService(name: string, options: ServiceOptions): Promise<void> {
    return this.deployments.updateService(name, options);
  }

  deleteService(name: string): Promise<void> {
    return this.deployments.deleteService(name);
  }

  createFunction(name: FunctionName, options: FunctionOptions): Promise<void> {
    return this.deployments.createFunction(name, options);
  }

  updateFunction(name: FunctionName, options: Partial<FunctionOptions>): Promise<void> {
    return this.deployments.updateFunction(name, options);
  }

  deleteFunction(name: FunctionName): Promise<void> {
    return this.deployments.deleteFunction(name);
  }

  async putAsyncOptions(name: FunctionName, options: AsyncOptions): Promise<void> {
    this.deployments.putAsyncOptions(name, options);
  }

  async deleteAsyncOptions(name: FunctionName): Promise<void> {
    this.deployments.deleteAsyncOptions(name);
  }

  async createTrigger(fn: FunctionName, name: string, options: TriggerOptions): Promise<void> {
    this.triggers.create(this.registry.fn(fn), name, options);
  }

  async updateTrigger(fn: FunctionName, name: string, options: TriggerOptions): Promise<void> {
    this.triggers.update(this.registry.trigger(fn, name), options);
  }

  async deleteTrigger(fn: FunctionName, name: string): Promise<void> {
    this.triggers.delete(this.registry.trigger(fn, name));
  }

  async invoke(caller: Principal, name: FunctionName, payload: Buffer): Promise<Outcome> {
    const target = this.invoked(caller, name);
    checkPayload('sync', payload);
    return this.runner.run(target, { requestId: randomUUID(), event: payload, type: 'Sync' });
  }

  async invokeAsync(caller: Principal, name: FunctionName, payload: Buffer): Promise<string> {
    this.invoked(caller, name);
    return this.accept(name, payload);
  }

  /** @returns the request's id */
  private accept(name: FunctionName, payload: Buffer): string {
    checkPayload('async', payload);
    const requestId = randomUUID();
    this.asyncInvocations.accept({ ...name, requestId, payload });
    return requestId;
  }

  /**
   * @param resource what follows the account in its ARN, such as `services/SERVICE.LATEST/functions/FUNCTION`
   * @throws FcError `AccessDenied` unless a policy of the caller allows the action on it
   */
  authorize(caller: Principal, action: string, resource: string): void {
    authorize(this.settings, caller, action, resource);
  }

  arnOf(name: FunctionName): string {
    const { generations, region, authority } = this.settings;
    return generations.of(name).formatArn({ ...name, region, accountId: authority.accountId });
  }

  /** @throws FcError `AccessDenied` unless the caller may give this role to a service or a trigger */
  authorizeRole(caller: Principal, role: string | undefined): void {
    if (role) authorizeRole(this.settings, caller, role);
  }

  /**
   * Delivers what an earlier process accepted and did not bring to an end: asynchronous invocations whose functions
   * exist now, and events of OSS whose triggers do. To be called when everything that they need is deployed.
   */
  deliverPending(): void {
    this.asyncInvocations.deliverPending();
    this.settings.oss.deliverPending();
  }

  /** Attempts to run asynchronous events that ran in an instance and ended with an error. */
  get lostAttempts(): number {
    return this.asyncInvocations.lostAttempts;
  }

  /** Runs a function once in each of its idle instances. No permission is checked. */
  invokeOnEach(name: FunctionName, payload: Buffer): Promise<Outcome[]> {
    return this.runner.runOnEach(this.registry.fn(name), payload);
  }

  /**
   * Ends the connections to OSS and Tablestore of every frozen instance, as happens in production while an instance is
   * not run for a while. @returns how many instances there are
   */
  severFrozen(how: Severing): number {
    return this.registry.functions().reduce((sum, { runtime }) => sum + runtime.severFrozen(how), 0);
  }

  /** The resources that each running instance of each function holds. */
  async holdings(): Promise<InstanceHoldings[]> {
    const held = this.registry.functions().map(({ runtime }) => runtime.holdings());
    return (await Promise.all(held)).flat();
  }

  /** Lets time pass, for timer triggers alone: they fire as often as they would have meanwhile, before this returns. */
  passTime(milliseconds: number): void {
    this.settings.timerClock.skip(milliseconds);
  }

  get backlog(): number {
    return this.asyncInvocations.depth;
  }

  idle(): Promise<void> {
    return this.idleSignal.wait();
  }

  async close(): Promise<void> {
    this.triggers.close();
    this.asyncInvocations.close();
    process.off('exit', this.killInstances);
    const functions = this.registry.functions();
    this.registry.clear();
    await Promise.all(functions.map((fn) => fn.runtime.close()));
    for (const directory of ['code', 'instances']) {
      await rm(path.join(this.settings.workDir, directory), { recursive: true, force: true });
    }
    this.idleSignal.tell();
  }

  /** @throws FcError when the caller may not invoke it, or there is no such function or version */
  private invoked(caller: Principal, name: FunctionName): FunctionRecord {
    authorizeInvocation(this.settings, caller, name);
    checkQualifier(name);
    return this.registry.fn(name);
  }
}
