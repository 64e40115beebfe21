import { syntax } from 'ros-template-check';
import { type Finding, refuseAll, TemplateError } from './errors';
import { type ParameterValues, redact, resolveParameters, secretsOf } from './parameters';
import { checkProperties } from './property-check';
import { notYetCreated, PropertyResolver, type ResourceView } from './property-resolver';
import type { AnyResourceProvider, ResourceProviders } from './provider';
import { checkStructure } from './structure-check';
import type { ResourceDefinition, Template } from './template';

/** The values of pseudo parameters. */
interface StackEnvironment {
  stackId: string;
  stackName: string;
  region: string;
  /** `ALIYUN::TenantId`: the account. */
  accountId: string;
  /** `ALIYUN::AccountId`: id of the caller who deploys, which may be a user. */
  callerId: string;
  resourceGroupId: string;
}

/** One resource of a stack with these parameters. */
export interface PlannedResource {
  id: string;
  path: string;
  definition: ResourceDefinition;
  provider: AnyResourceProvider;
  /** Resources of the same plan that must be there first. */
  needs: ReadonlySet<string>;
}

/** A checked template with its parameter values: the plan of a stack. */
export class Blueprint {
  readonly parameters: ParameterValues;
  readonly secrets: string[];
  /** In an order in which they can be created, without those whose condition is false. */
  readonly resources: ReadonlyMap<string, PlannedResource>;
  readonly #pseudo: Record<string, string>;

  /** @throws RosError, TemplateError */
  constructor(
    readonly template: Template,
    /** The given parameters; the others have their defaults. */
    readonly given: ParameterValues,
    environment: StackEnvironment,
    providers: ResourceProviders,
    choose?: syntax.Choice,
    /** The template as it was given. */
    readonly source: string = JSON.stringify(template),
  ) {
    const dependencies = checkStructure(template, providers);
    this.parameters = resolveParameters(template, given);
    this.secrets = secretsOf(template, this.parameters);
    this.#pseudo = {
      'ALIYUN::TenantId': environment.accountId,
      'ALIYUN::AccountId': environment.callerId,
      'ALIYUN::Region': environment.region,
      'ALIYUN::StackId': environment.stackId,
      'ALIYUN::StackName': environment.stackName,
      'ALIYUN::ResourceGroupId': environment.resourceGroupId,
    };
    this.resources = this.#plan(dependencies, providers, choose);
  }

  /** @param view gives the resources of this plan */
  resolver(view: (logicalId: string) => ResourceView): PropertyResolver {
    return new PropertyResolver(this.template, this.parameters, this.#pseudo, (id) =>
      this.resources.has(id) ? view(id) : undefined,
    );
  }

  /**
   * Checks the properties of every resource and the outputs, as far as they are known before anything is created.
   * @throws TemplateError with every finding
   */
  check(view: (logicalId: string) => ResourceView = () => notYetCreated): void {
    const findings: Finding[] = [];
    const resolver = this.resolver(view);
    const collect = (act: () => readonly Finding[]) => {
      try {
        findings.push(...act());
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        findings.push(...error.findings);
      }
    };
    for (const { path, definition, provider } of this.resources.values()) {
      const where = `${path}.Properties`;
      collect(
        () =>
          checkProperties(provider, resolver.resolve(definition.Properties ?? {}, where), where, this.secrets)
            .findings,
      );
    }
    collect(() => {
      this.outputs(resolver);
      return [];
    });
    // A rule may quote the value of a secret parameter.
    refuseAll(findings.map((found) => ({ ...found, rule: redact(found.rule, this.secrets) })));
  }

  /** The outputs whose condition is true. */
  outputs(resolver: PropertyResolver): Record<string, unknown> {
    const kept = Object.entries(this.template.Outputs).filter(
      ([, { Condition }]) => Condition === undefined || resolver.conditions.holds(Condition),
    );
    return Object.fromEntries(
      kept.map(([name, { Value }]) => [name, resolver.resolve(Value, `Outputs.${name}.Value`)]),
    );
  }

  #plan(
    all: syntax.Graph,
    providers: ResourceProviders,
    choose?: syntax.Choice,
  ): Map<string, PlannedResource> {
    const { conditions } = new PropertyResolver(
      this.template,
      this.parameters,
      this.#pseudo,
      () => notYetCreated,
    );
    const kept = [...all.keys()].filter((id) => {
      const condition = this.template.Resources[id]?.Condition;
      return condition === undefined || conditions.holds(condition);
    });
    const needs = new Map(
      kept.map((id) => [id, new Set([...(all.get(id) ?? [])].filter((one) => kept.includes(one)))]),
    );
    return new Map(
      syntax.creationOrder(needs, choose).map((id) => {
        const definition = this.template.Resources[id];
        const provider = definition && providers.get(definition.Type);
        if (!provider) throw new Error(`The resource ${id} came past the check of its type.`);
        return [id, { id, path: `Resources.${id}`, definition, provider, needs: needs.get(id) ?? new Set() }];
      }),
    );
  }
}
