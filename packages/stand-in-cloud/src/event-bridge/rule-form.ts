import { limits } from 'ros-template-check';
import * as z from 'zod';
import { EventBridgeError } from './errors';
import type { EventRule } from './event-bridge';

const { FORMS, RETRY_STRATEGIES, TARGET_TYPES } = limits.eventBridge;

const parameter = z.strictObject({
  ResourceKey: z.string().min(1),
  Form: z.enum(FORMS),
  Value: z.string().nullish(),
  Template: z.string().nullish(),
});

/** A target in the form of the API and of ROS, which is the same. */
export const targetForm = z.strictObject({
  Id: z.string().min(1).max(255),
  Type: z.enum(TARGET_TYPES, `only targets of the types ${TARGET_TYPES.join(', ')} run here`),
  Endpoint: z.string().min(1),
  PushRetryStrategy: z.enum(RETRY_STRATEGIES).nullish(),
  ParamList: z.array(parameter).nullish(),
});

/** A rule in the form of the API. */
export const ruleForm = z.object({
  EventBusName: z.string(),
  RuleName: z.string(),
  Description: z.string().nullish(),
  Status: z.enum(['ENABLE', 'DISABLE']).nullish(),
  FilterPattern: z.string(),
  Targets: z.array(targetForm),
});

export function targetOf(given: z.output<typeof targetForm>): EventRule['targets'][number] {
  return {
    id: given.Id,
    type: given.Type,
    endpoint: given.Endpoint,
    pushRetryStrategy: given.PushRetryStrategy ?? 'BACKOFF_RETRY',
    parameters: (given.ParamList ?? []).map(({ ResourceKey, Form, Value, Template }) => ({
      resourceKey: ResourceKey,
      form: Form,
      value: Value ?? undefined,
      template: Template ?? undefined,
    })),
  };
}

/** @throws EventBridgeError `InvalidArgument` */
export function readForm<T>(form: z.ZodType<T>, body: unknown): T {
  const read = form.safeParse(body);
  if (read.success) return read.data;
  const { path = [], message = '' } = read.error.issues[0] ?? {};
  throw new EventBridgeError('InvalidArgument', `${path.join('.') || 'The request'}: ${message}`);
}

/** @throws EventBridgeError `InvalidArgument` */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EventBridgeError('InvalidArgument', `${what} must be JSON, '${text.slice(0, 100)}' given.`);
  }
}
