import type { z } from 'zod';

/** The stack and the place of a resource. */
export interface ResourceContext {
  stackId: string;
  logicalId: string;
  region: string;
  accountId: string;
}

/** What `Fn::GetAtt` gives, by attribute. */
export type Attributes = Record<string, unknown>;

/** How resources of one type are checked, created, changed and deleted. `P` are the properties after the schema. */
export interface ResourceProvider<P> {
  /** Such as `ALIYUN::OSS::Bucket`. */
  readonly type: string;
  /** Strict: a property that the real type does not have is refused. */
  readonly properties: z.ZodType<P>;
  /** Names of all attributes; others are refused before anything is created. */
  readonly attributes: readonly string[];
  /** Properties that the real type changes in place; a change of another needs a replacement. */
  readonly updatable: readonly string[];
  create(properties: P, context: ResourceContext): Promise<{ physicalId: string; attributes: Attributes }>;
  /** @returns the attributes after the change */
  update(physicalId: string, properties: P, previous: P, context: ResourceContext): Promise<Attributes>;
  /** No error when the resource does not exist any more. */
  delete(physicalId: string, properties: P, context: ResourceContext): Promise<void>;
}

/** A provider of any type: the engine gives the properties of its schema back to the same provider. */
// biome-ignore lint/suspicious/noExplicitAny: properties travel from a provider's schema to the same provider.
export type AnyResourceProvider = ResourceProvider<any>;

/** Providers by type. */
export type ResourceProviders = ReadonlyMap<string, AnyResourceProvider>;

export function providersByType(providers: Iterable<AnyResourceProvider>): ResourceProviders {
  return new Map([...providers].map((provider) => [provider.type, provider]));
}
