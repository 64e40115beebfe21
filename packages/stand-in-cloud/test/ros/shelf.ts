import * as z from 'zod';
import { RosEngine, type RosEngineOptions } from '../../src/ros/engine';
import { type AnyResourceProvider, providersByType, type ResourceProvider } from '../../src/ros/provider';
import type { StackEvent } from '../../src/ros/stack';
import { ManualClock } from '../manual-clock';

const properties = z.strictObject({
  Name: z.string(),
  Size: z.number().int().optional(),
  Tags: z.record(z.string(), z.string()).optional(),
  List: z.array(z.string()).optional(),
});
type Item = z.output<typeof properties>;

/** A service with one kind of resource: items with a name, in memory. Steps fail on demand. */
export class Shelf {
  readonly items = new Map<string, Item>();
  /** What was done, in order: `create a`, `update a`, `delete a`. */
  readonly log: string[] = [];
  /** Steps to refuse, each once. */
  readonly failing = new Set<string>();

  provider(type: string): ResourceProvider<Item> {
    const attributesOf = ({ Name, Size = 0 }: Item) => ({ Name, Size, Url: `shelf://${Name}` });
    return {
      type,
      properties,
      attributes: ['Name', 'Size', 'Url'],
      updatable: ['Size', 'Tags', 'List'],
      create: async (item) => {
        this.#step(`create ${item.Name}`);
        if (this.items.has(item.Name))
          throw Object.assign(new Error(`${item.Name} is there`), { code: 'ItemExists' });
        this.items.set(item.Name, item);
        return { physicalId: `id-${item.Name}`, attributes: attributesOf(item) };
      },
      update: async (_id, item) => {
        this.#step(`update ${item.Name}`);
        this.items.set(item.Name, item);
        return attributesOf(item);
      },
      delete: async (_id, item) => {
        this.#step(`delete ${item.Name}`);
        this.items.delete(item.Name);
      },
    };
  }

  #step(step: string): void {
    this.log.push(step);
    if (this.failing.delete(step)) throw Object.assign(new Error(`no ${step}`), { code: 'Refused' });
  }
}

export const ACCOUNT = '1234567890123456';
export const CALLER = '200000000000000001';
export const STACK_ID = '4a6c9851-3b0f-4f5f-b4ca-a14bf691d3ff';

/** An engine over one shelf, for templates of `TEST::Shelf::Item`. */
export function prepare(options: Partial<RosEngineOptions> = {}, more: AnyResourceProvider[] = []) {
  const shelf = new Shelf();
  const events: StackEvent[] = [];
  const clock = new ManualClock();
  const engine = new RosEngine({
    region: 'cn-hangzhou',
    accountId: ACCOUNT,
    callerId: CALLER,
    resourceGroupId: 'rg-test',
    providers: providersByType([
      shelf.provider('TEST::Shelf::Item'),
      shelf.provider('TEST::Shelf::Other'),
      ...more,
    ]),
    clock,
    nextId: () => STACK_ID,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { shelf, engine, events, clock };
}

export type Json = Record<string, unknown>;

export function item(Name: unknown, rest: Json = {}, attributes: Json = {}): Json {
  return { Type: 'TEST::Shelf::Item', Properties: { Name, ...rest }, ...attributes };
}

export function template(Resources: Json, sections: Json = {}): Json {
  return { ROSTemplateFormatVersion: '2015-09-01', Resources, ...sections };
}

/** The result of an output with this value. */
export async function evaluate(Value: unknown, sections: Json = {}, parameters: Json = {}): Promise<unknown> {
  const { engine } = prepare();
  const body = template({ A: item('a', { Size: 3 }) }, { ...sections, Outputs: { Out: { Value } } });
  return (await engine.createStack({ name: 'test', template: body, parameters })).outputs['Out'];
}

/** The findings that a template is refused with, as `CODE path: rule`. */
export function findings(body: unknown, parameters: Json = {}): string[] {
  const { engine } = prepare();
  try {
    engine.validateTemplate(body, parameters);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const list: unknown = Reflect.get(error, 'findings');
    if (!Array.isArray(list)) return [`${String(Reflect.get(error, 'code'))}: ${error.message}`];
    return list.map(({ code, path, rule }) => `${code} ${path}: ${rule}`);
  }
  return [];
}
