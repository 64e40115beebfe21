import { FcError } from './errors';
import { FunctionBuilder } from './function-builder';
import type { FunctionName } from './function-name';
import { FunctionRuntime } from './function-runtime';
import type { LogWriter } from './log-writer';
import { checkName } from './name-limits';
import type { FunctionRecord, Registry } from './registry';
import type { AsyncOptions, FunctionOptions, ServiceOptions } from './service';
import type { Settings } from './settings';

/** Makes, changes and deletes services and functions, and the settings of asynchronous invocations. */
export class Deployments {
  private readonly builder: FunctionBuilder;

  constructor(
    private readonly registry: Registry,
    private readonly settings: Settings,
    private readonly logWriter: LogWriter,
  ) {
    this.builder = new FunctionBuilder(settings);
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

  async createFunction(fullName: FunctionName, options: FunctionOptions): Promise<void> {
    const { service, fn: name } = fullName;
    const owner = service === undefined ? undefined : this.registry.service(service);
    checkName('Function', name);
    this.builder.checkFunction(fullName, options);
    this.registry.refuseExisting(fullName);
    const code = await this.builder.fetchCode(options);
    try {
      // Checked again: while the code was fetched, the name may have been taken or the service deleted.
      this.registry.refuseExisting(fullName);
    } catch (error) {
      await code.release();
      throw error;
    }
    const spec = this.builder.specOf(fullName, options, code);
    const now = this.settings.clock.now();
    const record: FunctionRecord = {
      fullName: { service, fn: name },
      service: owner,
      name,
      options,
      createdAt: now,
      modifiedAt: now,
      asyncTimes: options.async && { createdAt: now, modifiedAt: now },
      triggers: new Map(),
      runtime: new FunctionRuntime(spec, {
        generation: this.settings.generations.of(fullName),
        idleTimeoutMs: this.settings.idleTimeoutMs,
        onLog: (line) => this.logWriter.write(record, line),
        sever: this.settings.sever,
      }),
    };
    this.registry.add(record);
  }

  async updateFunction(name: FunctionName, options: Partial<FunctionOptions>): Promise<void> {
    const record = this.registry.fn(name);
    const merged = { ...record.options, ...options };
    this.builder.checkFunction(name, merged);
    // The platform keeps a copy of the code: an update without new code works even when the object is gone.
    const code = options.code ? await this.builder.fetchCode(merged) : record.runtime.code;
    const now = this.settings.clock.now();
    if ('async' in options) record.asyncTimes = options.async && this.asyncTimes(record, now);
    record.options = merged;
    record.modifiedAt = now;
    record.runtime.replace(this.builder.specOf(name, merged, code));
  }

  async deleteFunction(name: FunctionName): Promise<void> {
    const record = this.registry.fn(name);
    if (record.triggers.size > 0) {
      throw new FcError(
        'FunctionNotEmpty',
        `function '${name.fn}' still has ${record.triggers.size} triggers`,
      );
    }
    this.registry.remove(record);
    await record.runtime.close();
  }

  putAsyncOptions(name: FunctionName, options: AsyncOptions): void {
    const record = this.registry.fn(name);
    this.builder.checkAsync(name, options);
    record.options = { ...record.options, async: options };
    record.asyncTimes = this.asyncTimes(record, this.settings.clock.now());
  }

  deleteAsyncOptions(name: FunctionName): void {
    const record = this.registry.fn(name);
    if (!record.asyncTimes) throw noAsyncOptions(name);
    const { async: _, ...rest } = record.options;
    record.options = rest;
    record.asyncTimes = undefined;
  }

  private asyncTimes({ asyncTimes }: FunctionRecord, now: number): FunctionRecord['asyncTimes'] {
    return { createdAt: asyncTimes?.createdAt ?? now, modifiedAt: now };
  }
}

/** Of a function that has no settings of asynchronous invocations. */
export const noAsyncOptions = ({ fn }: FunctionName): FcError =>
  new FcError('AsyncConfigNotExists', `async config of function '${fn}' does not exist`);
