import * as z from 'zod';
import {
  functionOptionsOf,
  functionShape,
  given,
  logConfigOf,
  logConfigShape,
  newFunction,
  read,
  required,
  triggerConfig,
  triggerOptionsOf,
  triggerShape,
} from '../http/forms';
import type { AsyncOptions, FunctionOptions, ServiceOptions, TriggerOptions } from '../service';

/** Of a function; what is not here has no effect in this stand-in and is refused by its name. */
const fn = z.strictObject({
  ...functionShape,
  role: z.string().optional(),
  internetAccess: z.boolean().optional(),
  logConfig: z.strictObject({ ...logConfigShape, enableInstanceMetrics: z.boolean().optional() }).optional(),
});

/** Here the configuration is JSON in a text. */
const trigger = z.strictObject({ ...triggerShape, triggerConfig: z.string().optional() });

const destination = z.strictObject({ destination: z.string().optional() }).optional();

const asyncConfig = z.strictObject({
  asyncTask: z.literal(false, 'asynchronous tasks with a state do not run here').optional(),
  destinationConfig: z.strictObject({ onSuccess: destination, onFailure: destination }).optional(),
  maxAsyncEventAgeInSeconds: z.number().optional(),
  maxAsyncRetryAttempts: z.number().optional(),
});

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

export function readAsyncConfig(body: Buffer): AsyncOptions {
  const { destinationConfig, maxAsyncEventAgeInSeconds, maxAsyncRetryAttempts } = read(asyncConfig, body);
  return given({
    onSuccess: destinationConfig?.onSuccess?.destination,
    onFailure: destinationConfig?.onFailure?.destination,
    maxAsyncEventAgeInSeconds,
    maxAsyncRetryAttempts,
  });
}
