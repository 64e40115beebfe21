import { limits } from 'ros-template-check';
import * as z from 'zod';
import { FcError } from '../errors';
import type {
  AsyncOptions,
  CodeOptions,
  FunctionOptions,
  LogConfig,
  OssTriggerOptions,
  TriggerOptions,
} from '../service';

/** What the APIs take where nothing is said (page "CreateFunction"). */
const DEFAULTS = { memorySizeMB: limits.functionCompute.DEFAULT_MEMORY_MB, timeoutSeconds: 3 };

const text = z.string();

const code = z.union([
  z.strictObject({ zipFile: z.base64() }),
  z.strictObject({ ossBucketName: text, ossObjectName: text }),
]);

/** Of a function, in both APIs. What is not here has no effect in this stand-in and is refused by its name. */
export const functionShape = {
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
  environmentVariables: z.record(text, text).optional(),
};

const functionForm = z.object(functionShape);

export const logConfigShape = {
  project: text,
  logstore: text,
  logBeginRule: z.enum(['None', 'DefaultRegex']).optional(),
  enableRequestMetrics: z.boolean().optional(),
};

const destination = z.strictObject({ destination: text.optional() }).optional();

/** Of the settings of asynchronous invocations, in both APIs. */
export const asyncConfigShape = {
  destinationConfig: z.strictObject({ onSuccess: destination, onFailure: destination }).optional(),
  maxAsyncEventAgeInSeconds: z.number().optional(),
  maxAsyncRetryAttempts: z.number().optional(),
};

const asyncConfigForm = z.object(asyncConfigShape);

/** Tasks with a state, under the name that each API has for them. */
export const noTasks = z.literal(false, 'asynchronous tasks with a state do not run here').optional();

/** The configuration of a trigger of type `oss`. */
const ossConfig = z.strictObject({
  events: z.array(text).min(1),
  filter: z
    .strictObject({
      key: z.strictObject({ prefix: text.optional(), suffix: text.optional() }).optional(),
    })
    .optional(),
});

/** The configuration of a trigger of type `timer`. */
const timerConfig = z.strictObject({
  cronExpression: text,
  enable: z.boolean().optional(),
  payload: text.optional(),
});

/** Of a trigger, in both APIs, without its configuration: what that holds depends on the type. */
export const triggerShape = {
  triggerName: text.optional(),
  description: text.optional(),
  triggerType: z.enum(['oss', 'timer'], 'only triggers of types oss and timer run here').optional(),
  sourceArn: text.optional(),
  invocationRole: text.optional(),
  qualifier: text.optional(),
};

const triggerForm = z.object({ ...triggerShape, triggerConfig: z.unknown().optional() });

/** @throws FcError `InvalidArgument` that names every member that is wrong or not known */
export function read<T>(form: z.ZodType<T>, body: Buffer | string): T {
  let given: unknown;
  try {
    given = JSON.parse(body.toString() || '{}');
  } catch {
    throw new FcError('InvalidArgument', 'The body must be JSON.');
  }
  return checked(form, given);
}

/** @param at where the value stands in the body */
function checked<T>(form: z.ZodType<T>, value: unknown, at: string[] = []): T {
  const found = form.safeParse(value);
  if (found.success) return found.data;
  const issues = found.error.issues.map(
    ({ path, message }) => `${[...at, ...path].join('.') || 'body'}: ${message}`,
  );
  throw new FcError('InvalidArgument', issues.join('; '));
}

/** Members that were not given are left out, so that they can be laid over those that are there. */
export function given<T extends object>(options: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

const required = (name: string, value: string | undefined): string => {
  if (!value) throw new FcError('InvalidArgument', `${name} is required`);
  return value;
};

const logConfigForm = z.object(logConfigShape);

/** Where logs go, or nothing when project and logstore are empty, which ends them. */
export function logConfigOf(form: z.output<typeof logConfigForm> | undefined): { logConfig?: LogConfig } {
  if (!form) return {};
  const { project, logstore, logBeginRule, enableRequestMetrics: requestMetrics } = form;
  const logConfig = { project, logstore, logBeginRule, requestMetrics };
  return { logConfig: project || logstore ? logConfig : undefined };
}

/** The members of a function that both APIs have. */
export function functionOptionsOf(form: z.output<typeof functionForm>): Partial<FunctionOptions> {
  const { description, runtime, handler, cpu, instanceConcurrency } = form;
  return given({
    ...{ description, runtime, handler, cpu, instanceConcurrency },
    code: form.code && codeOf(form.code),
    memorySizeMB: form.memorySize,
    diskSizeMB: form.diskSize,
    timeoutSeconds: form.timeout,
    environment: form.environmentVariables,
  });
}

const codeOf = (form: z.output<typeof code>): CodeOptions =>
  'zipFile' in form ? { zip: Buffer.from(form.zipFile, 'base64') } : form;

/** With the defaults of what was not said. @throws FcError `InvalidArgument` for what has none */
export function newFunction({
  name,
  options,
}: {
  name: string | undefined;
  options: Partial<FunctionOptions>;
}): {
  name: string;
  options: FunctionOptions;
} {
  const { code: from } = options;
  if (!from) throw new FcError('InvalidArgument', 'code is required');
  const runtime = required('runtime', options.runtime);
  const handler = required('handler', options.handler);
  return {
    name: required('functionName', name),
    options: { ...DEFAULTS, ...options, code: from, runtime, handler },
  };
}

export function asyncOptionsOf(form: z.output<typeof asyncConfigForm>): AsyncOptions {
  const { destinationConfig, maxAsyncEventAgeInSeconds, maxAsyncRetryAttempts } = form;
  return given({
    onSuccess: destinationConfig?.onSuccess?.destination,
    onFailure: destinationConfig?.onFailure?.destination,
    maxAsyncEventAgeInSeconds,
    maxAsyncRetryAttempts,
  });
}

/** @param current what is changed; undefined for a new trigger */
export function triggerOptionsOf(
  form: z.output<typeof triggerForm>,
  current: TriggerOptions | undefined,
): TriggerOptions {
  const type = current?.type ?? required('triggerType', form.triggerType);
  const { sourceArn, invocationRole, qualifier, description, triggerConfig } = form;
  const members = given({ sourceArn, invocationRole, qualifier, description });
  if (type === 'timer') {
    const before = current?.type === 'timer' ? current : undefined;
    const config = triggerConfig === undefined ? {} : checked(timerConfig, triggerConfig, ['triggerConfig']);
    const options = { ...before, ...members, ...config };
    return { ...options, type, cronExpression: required('cronExpression', options.cronExpression) };
  }
  const before = current?.type === 'oss' ? current : undefined;
  const options = { ...before, ...members, ...ossOptionsOf(triggerConfig) };
  return {
    ...options,
    type: 'oss',
    sourceArn: required('sourceArn', options.sourceArn),
    invocationRole: required('invocationRole', options.invocationRole),
    events: options.events ?? [],
  };
}

function ossOptionsOf(config: unknown): Partial<OssTriggerOptions> {
  if (config === undefined) return {};
  const { events, filter } = checked(ossConfig, config, ['triggerConfig']);
  const { prefix = '', suffix = '' } = filter?.key ?? {};
  return { events, prefix, suffix };
}
