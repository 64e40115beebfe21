import * as z from 'zod/mini';
import { askFunctionCompute2 } from '../../cloud/fc2-client';
import { askFunctionCompute3 } from '../../cloud/fc3-client';
import type { FcAccess } from '../../cloud/invocation';
import type { KeySource } from '../../cloud/keys';

/** A trigger of any function, as its API tells it. */
export interface FoundTrigger {
  /** Whose function it is, for a message. */
  owner: string;
  name: string;
  type: string;
  sourceArn: string;
  events: string[];
  prefix: string;
  suffix: string;
}

const PAGE = z.looseObject({ nextToken: z.optional(z.nullable(z.string())) });
const NAMED = { serviceName: z.optional(z.string()), functionName: z.optional(z.string()) };
const SERVICES = z.looseObject({ services: z.optional(z.array(z.looseObject(NAMED))) });
const FUNCTIONS = z.looseObject({ functions: z.optional(z.array(z.looseObject(NAMED))) });

const CONFIG = z.looseObject({
  events: z.optional(z.array(z.string())),
  filter: z.optional(
    z.looseObject({
      key: z.optional(z.looseObject({ prefix: z.optional(z.string()), suffix: z.optional(z.string()) })),
    }),
  ),
});

const TRIGGERS = z.looseObject({
  triggers: z.optional(
    z.array(
      z.looseObject({
        triggerName: z.string(),
        triggerType: z.string(),
        sourceArn: z.optional(z.nullable(z.string())),
        triggerConfig: z.optional(z.unknown()),
      }),
    ),
  ),
});

/** Both generations, as far as the doctor asks them. */
export class FunctionApis {
  constructor(
    private readonly access: FcAccess,
    private readonly keys: KeySource,
    private readonly timeoutMs: number,
  ) {}

  /** An empty service of Function Compute 2, which costs nothing and does nothing. @throws InvocationError */
  async createService(serviceName: string): Promise<void> {
    const description = "Made by 'media doctor', which deletes it at once";
    await this.ask2('POST', '/services', {}, { serviceName, description });
  }

  async deleteService(serviceName: string): Promise<void> {
    await this.ask2('DELETE', `/services/${serviceName}`);
  }

  /** How many functions of Function Compute 3 there are on the first page. @throws InvocationError */
  async countFunctions3(): Promise<number> {
    const answer = await this.ask3('ListFunctions', '/functions', { limit: '10' });
    return FUNCTIONS.parse(answer).functions?.length ?? 0;
  }

  /** Triggers of both generations' functions. @param most functions that are looked at */
  async triggers(most: number): Promise<{ triggers: FoundTrigger[]; isComplete: boolean }> {
    const owners: { owner: string; path: string; generation: 2 | 3 }[] = [];
    for await (const { serviceName = '' } of this.pages(2, '/services', SERVICES, 'services')) {
      const path = `/services/${serviceName}/functions`;
      for await (const { functionName = '' } of this.pages(2, path, FUNCTIONS, 'functions')) {
        const owner = `${serviceName}/${functionName}`;
        owners.push({ owner, path: `${path}/${functionName}/triggers`, generation: 2 });
        if (owners.length >= most) break;
      }
      if (owners.length >= most) break;
    }
    for await (const { functionName = '' } of this.pages(3, '/functions', FUNCTIONS, 'functions')) {
      if (owners.length >= most) break;
      owners.push({ owner: functionName, path: `/functions/${functionName}/triggers`, generation: 3 });
    }
    const triggers: FoundTrigger[] = [];
    for (const { owner, path, generation } of owners) {
      const answer =
        generation === 2 ? await this.ask2('GET', path) : await this.ask3('ListTriggers', path, {});
      triggers.push(...(TRIGGERS.parse(answer).triggers ?? []).map((one) => toTrigger(owner, one)));
    }
    return { triggers, isComplete: owners.length < most };
  }

  private async *pages<Name extends string>(
    generation: 2 | 3,
    path: string,
    schema: z.ZodMiniType<{ [name in Name]?: { serviceName?: string; functionName?: string }[] | undefined }>,
    name: Name,
  ) {
    for (let nextToken: string | undefined; ; ) {
      const query = { limit: '100', ...(nextToken ? { nextToken } : {}) };
      const answer =
        generation === 2
          ? await this.ask2('GET', path, query)
          : await this.ask3('ListFunctions', path, query);
      yield* schema.parse(answer)[name] ?? [];
      nextToken = PAGE.parse(answer).nextToken ?? undefined;
      if (!nextToken) return;
    }
  }

  private async ask2(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    query: Record<string, string> = {},
    body?: object,
  ): Promise<unknown> {
    const content = body && { body: Buffer.from(JSON.stringify(body)), contentType: 'application/json' };
    const request = { method, path, query, ...content };
    const { text } = await askFunctionCompute2(this.access, await this.keys(), request, this.timeoutMs);
    return text === '' ? {} : JSON.parse(text);
  }

  private async ask3(action: string, path: string, query: Record<string, string>): Promise<unknown> {
    const headers = { 'x-acs-action': action };
    const request = { method: 'GET' as const, path, query, headers };
    const { text } = await askFunctionCompute3(this.access, await this.keys(), request, this.timeoutMs);
    return JSON.parse(text);
  }
}

type Told = NonNullable<z.infer<typeof TRIGGERS>['triggers']>[number];

/** The configuration is an object in generation 2, and its JSON text in 3. */
function toTrigger(
  owner: string,
  { triggerName, triggerType, sourceArn, triggerConfig }: Told,
): FoundTrigger {
  const config = CONFIG.safeParse(typeof triggerConfig === 'string' ? parsed(triggerConfig) : triggerConfig);
  const { events = [], filter } = config.success ? config.data : {};
  return {
    owner,
    name: triggerName,
    type: triggerType,
    sourceArn: sourceArn ?? '',
    events,
    prefix: filter?.key?.prefix ?? '',
    suffix: filter?.key?.suffix ?? '',
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
