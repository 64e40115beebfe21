import { limits } from 'ros-template-check';
import * as z from 'zod';
import { FcError } from '../errors';
import type { CodeOptions, FunctionOptions, ServiceOptions, TriggerOptions } from '../service';

/** What the API takes where nothing is said (FC 2.0, CreateFunction). */
const DEFAULTS = { memorySizeMB: limits.functionCompute.DEFAULT_MEMORY_MB, timeoutSeconds: 3 };

const text = z.string();

/** Of a service; what is not here has no effect in this stand-in and is refused by its name. */
const service = z.strictObject({
  serviceName: text.optional(),
  description: text.optional(),
  role: text.optional(),
  internetAccess: z.boolean().optional(),
  logConfig: z
    .strictObject({
      project: text,
      logstore: text,
      logBeginRule: z.enum(['None', 'DefaultRegex']).optional(),
      enableRequestMetrics: z.boolean().optional(),
    })
    .optional(),
});

const code = z.union([
  z.strictObject({ zipFile: z.base64() }),
  z.strictObject({ ossBucketName: text, ossObjectName: text }),
]);

const fn = z.strictObject({
  functionName: text.optional(),
  description: text.optional(),
  runtime: text.optional(),
  handler: text.optional(),
  code: code.optional(),
  memorySize: z.number().optional(),
  cpu: z.number().optional(),
  diskSize: z.number().optional(),
  timeout: z.number().optional(),
  instanceConcurrency: z.number().optional(),
  instanceType: z.literal('e1').optional(),
  environmentVariables: z.record(text, text).optional(),
});

const trigger = z.strictObject({
  triggerName: text.optional(),
  description: text.optional(),
  triggerType: z.literal('oss', 'only triggers of type oss run here').optional(),
  sourceArn: text.optional(),
  invocationRole: text.optional(),
  qualifier: text.optional(),
  triggerConfig: z
    .strictObject({
      events: z.array(text).min(1),
      filter: z
        .strictObject({
          key: z.strictObject({ prefix: text.optional(), suffix: text.optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
});

/** @throws FcError `InvalidArgument` that names every member that is wrong or not known */
function read<T>(form: z.ZodType<T>, body: Buffer): T {
  let given: unknown;
  try {
    given = JSON.parse(body.toString() || '{}');
  } catch {
    throw new FcError('InvalidArgument', 'The body must be JSON.');
  }
  const found = form.safeParse(given);
  if (found.success) return found.data;
  const issues = found.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new FcError('InvalidArgument', issues.join('; '));
}

/** Members that were not given are left out, so that they can be laid over those that are there. */
function given<T extends object>(options: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

const required = (name: string, value: string | undefined): string => {
  if (!value) throw new FcError('InvalidArgument', `${name} is required`);
  return value;
};

export function readService(body: Buffer): { name: string | undefined; options: ServiceOptions } {
  const { serviceName, description, role, internetAccess, logConfig } = read(service, body);
  const { project = '', logstore = '', logBeginRule } = logConfig ?? {};
  const log = logConfig && {
    logConfig: project || logstore ? { project, logstore, logBeginRule } : undefined,
  };
  return { name: serviceName, options: { ...given({ description, role, internetAccess }), ...log } };
}

export function readFunction(body: Buffer): { name: string | undefined; options: Partial<FunctionOptions> } {
  const form = read(fn, body);
  const { description, runtime, handler, cpu, instanceConcurrency } = form;
  return {
    name: form.functionName,
    options: given({
      ...{ description, runtime, handler, cpu, instanceConcurrency },
      code: form.code && codeOf(form.code),
      memorySizeMB: form.memorySize,
      diskSizeMB: form.diskSize,
      timeoutSeconds: form.timeout,
      environment: form.environmentVariables,
    }),
  };
}

const codeOf = (form: z.output<typeof code>): CodeOptions =>
  'zipFile' in form ? { zip: Buffer.from(form.zipFile, 'base64') } : form;

export function readNewFunction(body: Buffer): { name: string; options: FunctionOptions } {
  const { name, options } = readFunction(body);
  const { code: from } = options;
  if (!from) throw new FcError('InvalidArgument', 'code is required');
  const runtime = required('runtime', options.runtime);
  const handler = required('handler', options.handler);
  return {
    name: required('functionName', name),
    options: { ...DEFAULTS, ...options, code: from, runtime, handler },
  };
}

/** @param current what is changed; undefined for a new trigger */
export function readTrigger(
  body: Buffer,
  current?: TriggerOptions,
): { name: string | undefined; options: TriggerOptions } {
  const form = read(trigger, body);
  const { sourceArn, invocationRole, qualifier, description, triggerConfig } = form;
  const { prefix = '', suffix = '' } = triggerConfig?.filter?.key ?? {};
  const config = triggerConfig && { events: triggerConfig.events, prefix, suffix };
  const options = { ...current, ...given({ sourceArn, invocationRole, qualifier, description }), ...config };
  if (!current) required('triggerType', form.triggerType);
  return {
    name: form.triggerName,
    options: {
      ...options,
      type: 'oss',
      sourceArn: required('sourceArn', options.sourceArn),
      invocationRole: required('invocationRole', options.invocationRole),
      events: options.events ?? [],
    },
  };
}
