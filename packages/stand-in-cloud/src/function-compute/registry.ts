import { FcError } from './errors';
import type { FunctionName } from './function-name';
import type { FunctionRuntime } from './function-runtime';
import { labelOf } from './generation';
import type { FunctionOptions, ServiceOptions, TriggerOptions } from './service';

export interface ServiceRecord {
  name: string;
  options: ServiceOptions;
  createdAt: number;
  functions: Map<string, FunctionRecord>;
}

export interface FunctionRecord {
  fullName: FunctionName;
  /** Absent in Function Compute 3. */
  service?: ServiceRecord;
  name: string;
  options: FunctionOptions;
  createdAt: number;
  modifiedAt: number;
  runtime: FunctionRuntime;
  /** When its settings of asynchronous invocations were made and changed; absent when there are none. */
  asyncTimes?: { createdAt: number; modifiedAt: number };
  triggers: Map<string, TriggerRecord>;
}

export interface TriggerRecord {
  fn: FunctionRecord;
  name: string;
  options: TriggerOptions;
  createdAt: number;
}

/** Role and logs of a function: those of its service, or its own. */
export function homeOf({ service, options }: FunctionRecord): ServiceOptions {
  return service ? service.options : (options.home ?? {});
}

/** What has the role of a function, for messages. */
export function ownerOf({ fullName: { service, fn } }: Pick<FunctionRecord, 'fullName'>): string {
  return service === undefined ? `function '${fn}'` : `service '${service}'`;
}

/** Services, functions and the triggers of these, by name. What does not exist is refused. */
export class Registry {
  readonly services = new Map<string, ServiceRecord>();
  /** Functions in no service. */
  readonly alone = new Map<string, FunctionRecord>();

  service(name: string): ServiceRecord {
    const found = this.services.get(name);
    if (!found) {
      throw new FcError('ServiceNotFound', `service '${name}' does not exist`);
    }
    return found;
  }

  fn(name: FunctionName): FunctionRecord {
    const found = this.home(name).get(name.fn);
    if (!found) {
      throw new FcError('FunctionNotFound', `function '${name.fn}' does not exist${inService(name)}`);
    }
    return found;
  }

  /** @returns undefined when the function or its service does not exist */
  find({ service, fn }: FunctionName): FunctionRecord | undefined {
    const home = service === undefined ? this.alone : this.services.get(service)?.functions;
    return home?.get(fn);
  }

  refuseExisting(name: FunctionName): void {
    if (this.home(name).has(name.fn)) {
      throw new FcError('FunctionAlreadyExists', `function '${name.fn}' already exists${inService(name)}`);
    }
  }

  add(record: FunctionRecord): void {
    this.home(record.fullName).set(record.name, record);
  }

  remove({ fullName }: FunctionRecord): void {
    this.home(fullName).delete(fullName.fn);
  }

  trigger(name: FunctionName, trigger: string): TriggerRecord {
    const found = this.fn(name).triggers.get(trigger);
    if (!found) {
      throw new FcError(
        'TriggerNotFound',
        `trigger '${trigger}' does not exist in function '${labelOf(name)}'`,
      );
    }
    return found;
  }

  functions(): FunctionRecord[] {
    const inServices = [...this.services.values()].flatMap((service) => [...service.functions.values()]);
    return [...inServices, ...this.alone.values()];
  }

  clear(): void {
    this.services.clear();
    this.alone.clear();
  }

  /** The functions beside a function. */
  private home({ service }: FunctionName): Map<string, FunctionRecord> {
    return service === undefined ? this.alone : this.service(service).functions;
  }
}

const inService = ({ service }: FunctionName): string =>
  service === undefined ? '' : ` in service '${service}'`;
