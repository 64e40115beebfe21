import { limits, syntax } from 'ros-template-check';
import { type Finding, refuseAll } from './errors';
import type { ResourceProviders } from './provider';
import type { Template } from './template';

/** Copies of a resource, which `ALIYUN::Index` counts, are not made here. */
const PSEUDO_PARAMETERS = limits.ros.PSEUDO_PARAMETERS.filter((name) => name !== 'ALIYUN::Index');

const CONDITION_FUNCTIONS = [...syntax.LOGICAL_FUNCTIONS].filter(syntax.isEvaluated).join(', ');

/** Checks the references of one template. */
class StructureCheck {
  readonly findings: Finding[] = [];
  readonly dependencies = new Map<string, Set<string>>();

  constructor(
    private readonly template: Template,
    private readonly providers: ResourceProviders,
  ) {}

  run(): void {
    for (const [id, resource] of Object.entries(this.template.Resources)) {
      const path = `Resources.${id}`;
      const needed = new Set<string>();
      this.dependencies.set(id, needed);
      if (!this.providers.has(resource.Type)) {
        this.#report(`${path}.Type`, `the resource type ${resource.Type} is not known here`);
      }
      for (const other of resource.DependsOn ?? []) {
        if (this.#isResource(other)) needed.add(other);
        else this.#unknown(`${path}.DependsOn`, other);
      }
      if (resource.Condition !== undefined) this.#condition(resource.Condition, `${path}.Condition`);
      for (const reference of syntax.referencesIn(resource.Properties ?? {}, `${path}.Properties`)) {
        const target = this.#judge(reference);
        if (target !== undefined) needed.add(target);
      }
    }
    for (const [name, output] of Object.entries(this.template.Outputs)) {
      if (output.Condition !== undefined) this.#condition(output.Condition, `Outputs.${name}.Condition`);
      for (const reference of syntax.referencesIn(output.Value, `Outputs.${name}.Value`))
        this.#judge(reference);
    }
    this.#checkNames();
    this.#checkConditions();
    this.#checkMappings();
    this.#cycle(this.dependencies, 'Resources');
  }

  /** @returns the resource that is referred to */
  #judge(reference: syntax.Reference): string | undefined {
    const { path } = reference;
    switch (reference.kind) {
      case 'fault':
        this.#report(path, reference.rule, 'InvalidSchema');
        return undefined;
      case 'unevaluated function':
        this.#report(path, `the function ${reference.name} is not known here`, 'InvalidSchema');
        return undefined;
      case 'no condition':
        this.#report(path, `must be made of ${CONDITION_FUNCTIONS}`, 'InvalidSchema');
        return undefined;
      case 'condition':
        this.#condition(reference.name, path);
        return undefined;
      case 'mapping':
        if (!Object.hasOwn(this.template.Mappings, reference.name)) this.#unknown(path, reference.name);
        return undefined;
      case 'name':
        return this.#name(reference);
    }
  }

  #name({ path, name, attribute }: syntax.Reference & { kind: 'name' }): string | undefined {
    if (this.#isResource(name)) {
      if (attribute !== undefined) this.#attribute(name, attribute, path);
      return name;
    }
    if (attribute !== undefined || !this.#isParameter(name)) this.#unknown(path, name);
    return undefined;
  }

  #attribute(id: string, attribute: string, path: string): void {
    const type = this.template.Resources[id]?.Type ?? '';
    const known = this.providers.get(type)?.attributes;
    if (known && !known.includes(attribute)) {
      const rule = `${type} has no attribute ${attribute}, only ${known.join(', ') || 'none'}`;
      this.#report(path, rule, 'InvalidTemplateAttribute');
    }
  }

  /** The names of parameters and resources must differ, because `Ref` takes either. */
  #checkNames(): void {
    for (const name of Object.keys(this.template.Parameters)) {
      if (this.#isResource(name)) {
        this.#report(`Parameters.${name}`, 'a resource has the same name', 'InvalidSchema');
      }
    }
  }

  #checkConditions(): void {
    const dependencies = new Map<string, Set<string>>();
    for (const [name, value] of Object.entries(this.template.Conditions)) {
      const needed = new Set<string>();
      dependencies.set(name, needed);
      for (const reference of syntax.conditionReferences(value, `Conditions.${name}`)) {
        if (reference.kind === 'condition') needed.add(reference.name);
        const target = this.#judge(reference);
        if (target !== undefined)
          this.#report(reference.path, `a condition must not refer to the resource ${target}`);
      }
    }
    this.#cycle(dependencies, 'Conditions');
  }

  #checkMappings(): void {
    for (const [path, maps] of Object.entries(this.template.Mappings)) {
      for (const reference of syntax.referencesIn(maps, `Mappings.${path}`)) {
        this.#report(reference.path, 'a mapping must not hold functions', 'InvalidSchema');
      }
    }
  }

  #cycle(dependencies: syntax.Graph, path: string): void {
    const cycle = syntax.findCycle(dependencies);
    if (cycle) this.#report(path, `${cycle.join(' needs ')}`, 'CircularDependency');
  }

  #condition(name: string, path: string): void {
    if (!Object.hasOwn(this.template.Conditions, name)) this.#unknown(path, name);
  }

  #isResource(name: string): boolean {
    return Object.hasOwn(this.template.Resources, name);
  }

  #isParameter(name: string): boolean {
    return Object.hasOwn(this.template.Parameters, name) || PSEUDO_PARAMETERS.includes(name);
  }

  #unknown(path: string, name: string): void {
    this.#report(path, `refers to "${name}", which the template does not have`, 'InvalidTemplateReference');
  }

  #report(path: string, rule: string, code: Finding['code'] = 'StackValidationFailed'): void {
    this.findings.push({ code, path, rule });
  }
}

/**
 * Checks everything that does not depend on parameter values: types, references, attributes, functions, cycles.
 * @returns which resources each needs, through references and DependsOn
 * @throws TemplateError with every finding
 */
export function checkStructure(template: Template, providers: ResourceProviders): syntax.Graph {
  const check = new StructureCheck(template, providers);
  check.run();
  refuseAll(check.findings);
  return check.dependencies;
}
