import * as z from 'zod';
import {
  asyncConfigShape,
  asyncOptionsOf,
  functionOptionsOf,
  functionShape,
  given,
  logConfigOf,
  logConfigShape,
  newFunction,
  noTasks,
  read,
  required,
  triggerConfig,
  triggerOptionsOf,
  triggerShape,
} from '../http/forms';
import type { AsyncOptions, FunctionOptions, ServiceOptions, TriggerOptions } from '../service';

/** Of a service; what is not here has no effect in this stand-in and is refused by its name. */
const service = z.strictObject({
  serviceName: z.string().optional(),
  description: z.string().optional(),
  role: z.string().optional(),
  internetAccess: z.boolean().optional(),
  logConfig: z.strictObject(logConfigShape).optional(),
});

const fn = z.strictObject({ ...functionShape, instanceType: z.literal('e1').optional() });

const trigger = z.strictObject({ ...triggerShape, triggerConfig: triggerConfig.optional() });

const asyncConfig = z.strictObject({ ...asyncConfigShape, statefulInvocation: noTasks });

export function readService(body: Buffer): { name: string | undefined; options: ServiceOptions } {
  const { serviceName, description, role, internetAccess, logConfig } = read(service, body);
  return {
    name: serviceName,
    options: { ...given({ description, role, internetAccess }), ...logConfigOf(logConfig) },
  };
}

export function readFunction(body: Buffer): { name: string | undefined; options: Partial<FunctionOptions> } {
  const form = read(fn, body);
  return { name: form.functionName, options: functionOptionsOf(form) };
}

export function readNewFunction(body: Buffer): { name: string; options: FunctionOptions } {
  const { name, options } = readFunction(body);
  return { name: required('functionName', name), options: newFunction(options) };
}

/** @param current what is changed; undefined for a new trigger */
export function readTrigger(
  body: Buffer,
  current?: TriggerOptions,
): { name: string | undefined; options: TriggerOptions } {
  const form = read(trigger, body);
  return { name: form.triggerName, options: triggerOptionsOf(form, current) };
}

export const readAsyncConfig = (body: Buffer): AsyncOptions => asyncOptionsOf(read(asyncConfig, body));
