import * as z from 'zod';
import * as forms from '../http/forms';
import type { AsyncOptions, FunctionOptions, ServiceOptions, TriggerOptions } from '../service';

/** Of a service; what is not here has no effect in this stand-in and is refused by its name. */
const service = z.strictObject({
  serviceName: z.string().optional(),
  description: z.string().optional(),
  role: z.string().optional(),
  internetAccess: z.boolean().optional(),
  logConfig: z.strictObject(forms.logConfigShape).optional(),
});

const fn = z.strictObject({ ...forms.functionShape, instanceType: z.literal('e1').optional() });

const trigger = z.strictObject({ ...forms.triggerShape, triggerConfig: z.unknown().optional() });

const asyncConfig = z.strictObject({ ...forms.asyncConfigShape, statefulInvocation: forms.noTasks });

export function readService(body: Buffer): { name: string | undefined; options: ServiceOptions } {
  const { serviceName, description, role, internetAccess, logConfig } = forms.read(service, body);
  return {
    name: serviceName,
    options: { ...forms.given({ description, role, internetAccess }), ...forms.logConfigOf(logConfig) },
  };
}

export function readFunction(body: Buffer): { name: string | undefined; options: Partial<FunctionOptions> } {
  const form = forms.read(fn, body);
  return { name: form.functionName, options: forms.functionOptionsOf(form) };
}

/** @param current what is changed; undefined for a new trigger */
export function readTrigger(
  body: Buffer,
  current?: TriggerOptions,
): { name: string | undefined; options: TriggerOptions } {
  const form = forms.read(trigger, body);
  return { name: form.triggerName, options: forms.triggerOptionsOf(form, current) };
}

export const readAsyncConfig = (body: Buffer): AsyncOptions =>
  forms.asyncOptionsOf(forms.read(asyncConfig, body));
