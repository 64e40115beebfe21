import * as z from 'zod';
import * as forms from '../http/forms';
import type { AsyncOptions, FunctionOptions, ServiceOptions, TriggerOptions } from '../service';

const noInstanceMetrics = z.literal(false, 'instances are not measured here').optional();

/** Of a function; what is not here has no effect in this stand-in and is refused by its name. */
const fn = z.strictObject({
  ...forms.functionShape,
  role: z.string().optional(),
  internetAccess: z.boolean().optional(),
  logConfig: z.strictObject({ ...forms.logConfigShape, enableInstanceMetrics: noInstanceMetrics }).optional(),
});

/** Here the configuration is JSON in a text. */
const trigger = z.strictObject({ ...forms.triggerShape, triggerConfig: z.string().optional() });

const asyncConfig = z.strictObject({ ...forms.asyncConfigShape, asyncTask: forms.noTasks });

/** @param current role, logs and network of the function that is changed */
export function readFunction(
  body: Buffer,
  current: ServiceOptions = {},
): { name: string | undefined; options: Partial<FunctionOptions> } {
  const form = forms.read(fn, body);
  const { role, internetAccess, logConfig } = form;
  const home = { ...current, ...forms.given({ role, internetAccess }), ...forms.logConfigOf(logConfig) };
  return { name: form.functionName, options: { ...forms.functionOptionsOf(form), home } };
}

/** @param current what is changed; undefined for a new trigger */
export function readTrigger(
  body: Buffer,
  current?: TriggerOptions,
): { name: string | undefined; options: TriggerOptions } {
  const { triggerConfig: text, ...form } = forms.read(trigger, body);
  const config = text === undefined ? {} : { triggerConfig: forms.read(z.unknown(), text) };
  return { name: form.triggerName, options: forms.triggerOptionsOf({ ...form, ...config }, current) };
}

export const readAsyncConfig = (body: Buffer): AsyncOptions =>
  forms.asyncOptionsOf(forms.read(asyncConfig, body));
