import { reasonOf } from '../reason-of';
import type { Blueprint, PlannedResource } from './blueprint';
import { changeOf, type ResourceChange } from './changes';
import { deletionOrder } from './create-stack';
import { type Finding, refuseAll } from './errors';
import { plannedChanges } from './preview-stack';
import { notYetCreated, type PropertyResolver } from './property-resolver';
import { describeStack, type Stack, StackFailedError, type StackResource, viewOf } from './stack';
import type { StackOperation } from './stack-operation';

/** The findings for a change that needs a replacement. */
function replacementFindings(
  planned: PlannedResource,
  change: ResourceChange & { kind: 'replacement' },
): Finding[] {
  const { path, definition } = planned;
  const rule = `${definition.Type} does not change this after its creation, and replacement is disabled`;
  const paths = change.properties.map((name) => `${path}.Properties.${name}`);
  return (paths.length > 0 ? paths : [`${path}.Type`]).map((where) => ({
    code: 'NotSupported',
    path: where,
    rule,
  }));
}

/**
 * Finds changes that are not possible in place, before anything is changed.
 * @throws TemplateError
 */
export function checkChanges(stack: Stack, blueprint: Blueprint, replacement: boolean): void {
  const findings: Finding[] = [];
  for (const [planned, change] of plannedChanges(stack, blueprint)) {
    if (change.kind === 'replacement' && !replacement) findings.push(...replacementFindings(planned, change));
  }
  refuseAll(findings);
}

/** The steps that undo an update, newest last. */
type Undo = (() => Promise<void>)[];

class Update {
  readonly #undo: Undo = [];
  readonly #resolver: PropertyResolver;

  constructor(
    private readonly operation: StackOperation,
    private readonly blueprint: Blueprint,
    private readonly replacement: boolean,
  ) {
    this.#resolver = blueprint.resolver((id) => {
      const resource = this.#resources.get(id);
      return resource ? viewOf(resource) : notYetCreated;
    });
  }

  get #resources(): Map<string, StackResource> {
    return this.operation.stack.resources;
  }

  /** @returns the outputs after the update */
  async run(): Promise<Record<string, unknown>> {
    for (const planned of this.blueprint.resources.values()) {
      const before = this.#resources.get(planned.id);
      if (before) await this.#change(planned, before);
      else await this.#create(planned);
    }
    const outputs = this.blueprint.outputs(this.#resolver);
    for (const resource of deletionOrder(this.#resources)) {
      if (!this.blueprint.resources.has(resource.logicalId)) await this.#delete(resource);
    }
    return outputs;
  }

  async rollBack(): Promise<void> {
    for (const step of this.#undo.reverse()) await step();
  }

  async #change(planned: PlannedResource, before: StackResource): Promise<void> {
    const previous = { resolved: before.resolved, properties: before.properties };
    const next = this.operation.properties(planned, this.#resolver);
    const change = changeOf(before, planned, next);
    if (change.kind === 'replacement') {
      // Found only now, because a value is known only after the creation of another resource.
      if (!this.replacement) refuseAll(replacementFindings(planned, change));
      await this.#delete(before);
      await this.#create(planned);
      return;
    }
    if (change.kind === 'in-place') {
      // Added before the step, so that a step that fails half-way is undone too.
      this.#undo.push(async () => {
        const now = this.#resources.get(planned.id) ?? before;
        await this.operation.update({ ...now, properties: next.properties }, previous);
      });
      await this.operation.update(before, next);
    }
    this.#adopt(planned, before);
  }

  /** Stores what the template says about a resource besides its properties. */
  #adopt({ id, definition, needs }: PlannedResource, before: StackResource): void {
    const { deletionPolicy } = before;
    const now = this.#resources.get(id);
    if (!now) return;
    this.#resources.set(id, { ...now, deletionPolicy: definition.DeletionPolicy ?? 'Delete', needs });
    this.#undo.push(async () => {
      const current = this.#resources.get(id);
      if (current) this.#resources.set(id, { ...current, deletionPolicy, needs: before.needs });
    });
  }

  async #create(planned: PlannedResource): Promise<void> {
    await this.operation.create(planned, () => this.operation.properties(planned, this.#resolver));
    this.#undo.push(async () => {
      const made = this.#resources.get(planned.id);
      if (made) await this.operation.delete(made, false);
    });
  }

  async #delete(resource: StackResource): Promise<void> {
    await this.operation.delete(resource);
    this.#undo.push(() => this.operation.restore(resource));
  }
}

/**
 * Brings a stack to a new blueprint: changes, replacements and additions in order of creation, then removals. After
 * a failure every step is undone, newest first.
 * @throws StackFailedError
 */
export async function updateResources(
  operation: StackOperation,
  blueprint: Blueprint,
  replacement: boolean,
): Promise<void> {
  const { stack } = operation;
  const previous = stack.blueprint;
  stack.blueprint = blueprint;
  operation.setStatus('UPDATE_IN_PROGRESS', 'Stack UPDATE started');
  const update = new Update(operation, blueprint, replacement);
  try {
    stack.outputs = await update.run();
    operation.setStatus('UPDATE_COMPLETE', 'Stack successfully updated');
  } catch (error) {
    const reason = reasonOf(error);
    operation.setStatus('UPDATE_FAILED', reason);
    operation.setStatus('ROLLBACK_IN_PROGRESS', `Stack ROLLBACK started: ${reason}`);
    stack.blueprint = previous;
    try {
      await update.rollBack();
      operation.setStatus('ROLLBACK_COMPLETE', reason);
    } catch (failure) {
      operation.setStatus('ROLLBACK_FAILED', `${reason}; then ${reasonOf(failure)}`);
    }
    throw new StackFailedError(describeStack(stack), { cause: error });
  }
}
