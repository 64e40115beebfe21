import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Principal } from '../ram/authority';
import type { Severing } from '../severing';
import { AsyncInvocations } from './async-invocations';
import { authorize, authorizeInvocation, authorizeRole } from './authorization';
import { FcError } from './errors';
import { FunctionBuilder } from './function-builder';
import { FunctionRuntime } from './function-runtime';
import type { InstanceHoldings } from './holdings';
import { IdleSignal } from './idle-signal';
import type { Outcome } from './invocation';
import { LogWriter } from './log-writer';
import { checkName } from './name-limits';
import { OssTriggers } from './oss-triggers';
import { checkPayload } from './payload-limits';
import { type Problem, ProblemList } from './problems';
import { type FunctionRecord, Registry } from './registry';
import { RoleSessions } from './role-sessions';
import { Runner } from './runner';
import type { FunctionComputeService, FunctionOptions, ServiceOptions, TriggerOptions } from './service';
import { type FunctionComputeOptions, type Settings, withDefaults } from './settings';
import { removeTree } from './tree';

/** Function Compute on this machine: runs functions in processes of their own. */
export class FunctionCompute implements FunctionComputeService {
  readonly registry = new Registry();
  private readonly settings: Settings;
  private readonly problemList: ProblemList;
  private readonly builder: FunctionBuilder;
  private readonly runner: Runner;
  private readonly logWriter: LogWriter;
  private readonly asyncInvocations: AsyncInvocations;
  private readonly triggers: OssTriggers;
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
    this.builder = new FunctionBuilder(settings);
    this.problemList = new ProblemList(options.onProblem);
    const sessions = new RoleSessions(authority, clock);
    this.runner = new Runner(sessions, settings.concurrencyLimit, options.onFailedInvocation);
    this.logWriter = new LogWriter(logs, sessions, clock, this.problemList, settings.generation);
    const shared = {
      registry: this.registry,
      sessions,
      problems: this.problemList,
      invokeAsync: this.invokeAsync.bind(this),
      onIdle: () => this.idleSignal.tell(),
    };
    this.asyncInvocations = new AsyncInvocations({ ...shared, settings, runner: this.runner });
    this.triggers = new OssTriggers({ ...shared, ...settings, accountId: authority.accountId });
    process.once('exit', this.killInstances);
  }

  /** Problems that no caller was told of, oldest first. */
  get problems(): readonly Problem[] {
    return this.problemList.all;
  }

  async createService(name: string, options: ServiceOptions): Promise<void> {
    checkName('Service', name);
    this.builder.checkService(options);
    if (this.registry.services.has(name)) {
      throw new FcError('ServiceAlreadyExists', `service '${name}' already exists`);
    }
    const createdAt = this.settings.clock.now();
    this.registry.services.set(name, { name, options, createdAt, functions: new Map() });
  }

  async updateService(name: string, options: ServiceOptions): Promise<void> {
    const service = this.registry.service(name);
    this.builder.checkService(options);
    service.options = options;
  }

  async deleteService(name: string): Promise<void> {
    const service = this.registry.service(name);
    if (service.functions.size > 0) {
      throw new FcError('ServiceNotEmpty', `service '${name}' still has ${service.functions.size} functions`);
    }
    this.registry.services.delete(name);
  }

  async createFunction(service: string, name: string, options: FunctionOptions): Promise<void> {
    const owner = this.registry.service(service);
    checkName('Function', name);
    this.builder.checkFunction(options);
    this.registry.refuseExisting(service, name);
    const directory = await this.builder.fetchCode(options);
    try {
      // Checked again: while the code was fetched, the name may have been taken or the service deleted.
      this.registry.refuseExisting(service, name);
    } catch (error) {
      await removeTree(directory);
      throw error;
    }
    const spec = this.builder.specOf(service, name, options, directory);
    const now = this.settings.clock.now();
    const record: FunctionRecord = {
      service: owner,
      name,
      options,
      createdAt: now,
      modifiedAt: now,
      triggers: new Map(),
      runtime: new FunctionRuntime(spec, {
        generation: this.settings.generation,
        idleTimeoutMs: this.settings.idleTimeoutMs,
        onLog: (line) => this.logWriter.write(record, line),
        sever: this.settings.sever,
      }),
    };
    owner.functions.set(name, record);
  }

  async updateFunction(service: string, name: string, options: Partial<FunctionOptions>): Promise<void> {
    const record = this.registry.fn(service, name);
    const merged = { ...record.options, ...options };
    this.builder.checkFunction(merged);
    // The platform keeps a copy of the code: an update without new code works even when the object is gone.
    const directory = options.code ? await this.builder.fetchCode(merged) : record.runtime.codeDirectory;
    record.options = merged;
    record.modifiedAt = this.settings.clock.now();
    record.runtime.replace(this.builder.specOf(service, name, merged, directory));
  }

  async deleteFunction(service: string, name: string): Promise<void> {
    const record = this.registry.fn(service, name);
    if (record.triggers.size > 0) {
      throw new FcError('FunctionNotEmpty', `function '${name}' still has ${record.triggers.size} triggers`);
    }
    record.service.functions.delete(name);
    await record.runtime.close();
  }

  async createTrigger(service: string, fn: string, name: string, options: TriggerOptions): Promise<void> {
    this.triggers.create(this.registry.fn(service, fn), name, options);
  }

  async updateTrigger(service: string, fn: string, name: string, options: TriggerOptions): Promise<void> {
    this.triggers.update(this.registry.trigger(service, fn, name), options);
  }

  async deleteTrigger(service: string, fn: string, name: string): Promise<void> {
    this.triggers.delete(this.registry.trigger(service, fn, name));
  }

  /** @param service a name, or `NAME.LATEST`; RAM is asked about the ARN in the same form */
  async invoke(caller: Principal, service: string, fn: string, payload: Buffer): Promise<Outcome> {
    authorizeInvocation(this.settings, caller, service, fn);
    const target = this.registry.fn(this.settings.generation.splitQualified(service).service, fn);
    checkPayload('sync', payload);
    return this.runner.run(target, randomUUID(), payload);
  }

  async invokeAsync(caller: Principal, service: string, fn: string, payload: Buffer): Promise<string> {
    authorizeInvocation(this.settings, caller, service, fn);
    const split = this.settings.generation.splitQualified(service);
    this.registry.fn(split.service, fn);
    checkPayload('async', payload);
    const requestId = randomUUID();
    this.asyncInvocations.accept({ ...split, requestId, fn, payload });
    return requestId;
  }

  /**
   * @param resource what follows the account in its ARN, such as `services/SERVICE.LATEST/functions/FUNCTION`
   * @throws FcError `AccessDenied` unless a policy of the caller allows the action on it
   */
  authorize(caller: Principal, action: string, resource: string): void {
    authorize(this.settings, caller, action, resource);
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
  invokeOnEach(service: string, fn: string, payload: Buffer): Promise<Outcome[]> {
    return this.runner.runOnEach(this.registry.fn(service, fn), payload);
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
    this.registry.services.clear();
    await Promise.all(functions.map((fn) => fn.runtime.close()));
    for (const directory of ['code', 'instances']) {
      await rm(path.join(this.settings.workDir, directory), { recursive: true, force: true });
    }
    this.idleSignal.tell();
  }
}
