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

const noInstanceMetrics = z.literal(false, 'instances are not measured here').optional();

/** Of a function; what is not here has no effect in this stand-in and is refused by its name. */
const fn = z.strictObject({
  ...functionShape,
  role: z.string().optional(),
  internetAccess: z.boolean().optional(),
  logConfig: z.strictObject({ ...logConfigShape, enableInstanceMetrics: noInstanceMetrics }).optional(),
});

/** Here the configuration is JSON in a text. */
const trigger = z.strictObject({ ...triggerShape, triggerConfig: z.string().optional() });

const asyncConfig = z.strictObject({ ...asyncConfigShape, asyncTask: noTasks });

/** @param current role, logs and network of the function that is changed */
export function readFunction(
  body: Buffer,
  current: ServiceOptions = {},
): { name: string | undefined; options: Partial<FunctionOptions> } {
  const form = read(fn, body);
  const { role, internetAccess, logConfig } = form;
  const home = { ...current, ...given({ role, internetAccess }), ...logConfigOf(logConfig) };
  return { name: form.functionName, options: { ...functionOptionsOf(form), home } };
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
  const { triggerConfig: text, ...form } = read(trigger, body);
  const config = text === undefined ? {} : { triggerConfig: read(triggerConfig, text) };
  return { name: form.triggerName, options: triggerOptionsOf({ ...form, ...config }, current) };
}

export const readAsyncConfig = (body: Buffer): AsyncOptions => asyncOptionsOf(read(asyncConfig, body));
