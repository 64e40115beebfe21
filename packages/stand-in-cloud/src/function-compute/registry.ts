import { FcError } from './errors';
import type { FunctionRuntime } from './function-runtime';
import type { FunctionOptions, ServiceOptions, TriggerOptions } from './service';

export interface ServiceRecord {
  name: string;
  options: ServiceOptions;
  createdAt: number;
  functions: Map<string, FunctionRecord>;
}

export interface FunctionRecord {
  service: ServiceRecord;
  name: string;
  options: FunctionOptions;
  createdAt: number;
  modifiedAt: number;
  runtime: FunctionRuntime;
  triggers: Map<string, TriggerRecord>;
}

export interface TriggerRecord {
  fn: FunctionRecord;
  name: string;
  options: TriggerOptions;
  bucket: string;
  createdAt: number;
}

/** Services, their functions and the triggers of these, by name. What does not exist is refused. */
export class Registry {
  readonly services = new Map<string, ServiceRecord>();

  service(name: string): ServiceRecord {
    const found = this.services.get(name);
    if (!found) {
      throw new FcError('ServiceNotFound', `service '${name}' does not exist`);
    }
    return found;
  }

  fn(service: string, name: string): FunctionRecord {
    const found = this.service(service).functions.get(name);
    if (!found) {
      throw new FcError('FunctionNotFound', `function '${name}' does not exist in service '${service}'`);
    }
    return found;
  }

  refuseExisting(service: string, name: string): void {
    if (this.service(service).functions.has(name)) {
      throw new FcError('FunctionAlreadyExists', `function '${name}' already exists in service '${service}'`);
    }
  }

  trigger(service: string, fn: string, name: string): TriggerRecord {
    const found = this.fn(service, fn).triggers.get(name);
    if (!found) {
      throw new FcError('TriggerNotFound', `trigger '${name}' does not exist in function '${service}/${fn}'`);
    }
    return found;
  }

  functions(): FunctionRecord[] {
    return [...this.services.values()].flatMap((service) => [...service.functions.values()]);
  }
}
