import { randomUUID } from 'node:crypto';
import { syntax } from 'ros-template-check';
import { type Clock, systemClock } from '../clock';
import { Blueprint } from './blueprint';
import { createResources } from './create-stack';
import { deleteResources } from './delete-stack';
import { RosError } from './errors';
import type { ParameterValues } from './parameters';
import { type PlannedChange, plannedChanges, previewOf } from './preview-stack';
import type { Attributes, ResourceProviders } from './provider';
import { describeStack, type Stack, type StackDescription, type StackEvent, type StackStatus } from './stack';
import { StackOperation } from './stack-operation';
import type { CreateStackRequest, PreviewRequest, UpdateStackRequest } from './stack-requests';
import { checkStructure } from './structure-check';
import { parseTemplate } from './template';
import { checkChanges, updateResources } from './update-stack';

export interface RosEngineOptions {
  region: string;
  /** The account that owns the stacks. */
  accountId: string;
  /** Who deploys. @default the account itself */
  callerId?: string;
  /** @default an id in the form of a default resource group's */
  resourceGroupId?: string;
  providers: ResourceProviders;
  /** @default the system's */
  clock?: Clock;
  /** Makes the id of a stack from its name. @default random UUIDs */
  nextId?: (stackName: string) => string;
  /** Called for every step of every operation. */
  onEvent?(event: StackEvent): void;
  /**
   * Chooses the next of several resources that can be created. The service promises no order; a reversed order shows
   * a missing DependsOn.
   * @default the order of the template
   */
  chooseNext?: syntax.Choice;
}

/** The id of a stack that is only thought of. */
const NO_STACK = '00000000-0000-0000-0000-000000000000';

const STACK_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/;

/** In which a stack takes changes. */
const UPDATABLE: readonly StackStatus[] = [
  ...(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_FAILED'] as const),
  ...(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'] as const),
];

/**
 * Deploys ROS templates to the services of its providers. The promise of an operation settles when the operation has
 * ended. After RosError or TemplateError nothing was changed; after StackFailedError the changes were rolled back.
 */
export class RosEngine {
  readonly #stacks = new Map<string, Stack>();
  readonly #busy = new Map<string, string>();
  readonly #clock: Clock;

  constructor(private readonly options: RosEngineOptions) {
    this.#clock = options.clock ?? systemClock;
  }

  async createStack(request: CreateStackRequest): Promise<StackDescription> {
    const { name, template, parameters = {}, disableRollback = false, tags = {} } = request;
    const { resourceGroupId = this.#resourceGroupId } = request;
    this.#checkFree(name);
    const id = this.options.nextId?.(name) ?? randomUUID();
    const blueprint = this.#blueprint({ id, name, resourceGroupId }, template, parameters);
    blueprint.check();
    const stack: Stack = {
      id,
      name,
      createdAt: this.#clock.now(),
      resourceGroupId,
      tags,
      status: 'CREATE_IN_PROGRESS',
      statusReason: '',
      blueprint,
      resources: new Map(),
      retained: [],
      outputs: {},
      events: [],
    };
    this.#stacks.set(id, stack);
    return this.#run(stack, 'CREATE', (operation) => createResources(operation, disableRollback));
  }

  async updateStack(request: UpdateStackRequest): Promise<StackDescription> {
    const { template, parameters = {}, replacement = false } = request;
    const stack = this.#need(request.stack);
    this.#checkIdle(stack);
    if (!UPDATABLE.includes(stack.status)) {
      throw new RosError('NotSupported', `A stack in status ${stack.status} cannot be updated.`);
    }
    const blueprint = this.#blueprint(stack, template, parameters);
    const { blueprint: current } = stack;
    if (
      syntax.sameJson(blueprint.template, current.template) &&
      syntax.sameJson(blueprint.parameters, current.parameters)
    ) {
      throw new RosError('NotSupported', 'Update the completely same stack is not supported.');
    }
    checkChanges(stack, blueprint, replacement);
    stack.tags = request.tags ?? stack.tags;
    stack.updatedAt = this.#clock.now();
    return this.#run(stack, 'UPDATE', (operation) => updateResources(operation, blueprint, replacement));
  }

  /** @param retain logical ids to leave alone besides those whose DeletionPolicy is Retain */
  async deleteStack(idOrName: string, { retain = [] as readonly string[] } = {}): Promise<StackDescription> {
    const stack = this.#need(idOrName);
    const stranger = retain.find((id) => !stack.resources.has(id));
    if (stranger !== undefined) {
      throw new RosError('StackValidationFailed', `The stack has no resource "${stranger}" to retain.`);
    }
    return this.#run(stack, 'DELETE', (operation) => deleteResources(operation, new Set(retain)));
  }

  /** Checks a template as `createStack` does, and creates nothing. */
  validateTemplate(template: unknown, parameters: ParameterValues = {}): void {
    const stack = { id: NO_STACK, name: 'validation', resourceGroupId: this.#resourceGroupId };
    this.#blueprint(stack, template, parameters).check();
  }

  /** Checks what does not depend on parameters. @throws RosError, TemplateError */
  checkStructure(template: unknown): void {
    checkStructure(parseTemplate(template), this.options.providers);
  }

  /** What `createStack` or `updateStack` would do, as far as it is known before anything is created. */
  previewStack(request: PreviewRequest): PlannedChange[] {
    const { template, parameters = {} } = request;
    if ('name' in request) {
      this.#checkFree(request.name);
      const stack = { id: NO_STACK, name: request.name, resourceGroupId: this.#resourceGroupId };
      const blueprint = this.#blueprint(stack, template, parameters);
      blueprint.check();
      return previewOf(blueprint);
    }
    const stack = this.#need(request.stack);
    const blueprint = this.#blueprint(stack, template, parameters);
    return previewOf(blueprint, stack, plannedChanges(stack, blueprint));
  }

  /** What `Fn::GetAtt` gives of a resource. @throws RosError */
  attributesOf(idOrName: string, logicalId: string): Attributes {
    const stack = this.#stacks.get(idOrName) ?? this.#need(idOrName);
    const resource = stack.resources.get(logicalId);
    if (resource) return structuredClone(resource.attributes);
    throw new RosError(
      'ResourceNotFound',
      `The Resource (${logicalId}) could not be found in Stack ${stack.name}.`,
    );
  }

  /** A deleted stack can only be found by its id. */
  describeStack(idOrName: string): StackDescription {
    return describeStack(this.#stacks.get(idOrName) ?? this.#need(idOrName));
  }

  /** The template and parameters of a stack, also of a deleted one. */
  blueprintOf(idOrName: string): Blueprint {
    return (this.#stacks.get(idOrName) ?? this.#need(idOrName)).blueprint;
  }

  /** The stacks that are not deleted, oldest first. */
  listStacks(): StackDescription[] {
    return [...this.#stacks.values()].filter(({ status }) => status !== 'DELETE_COMPLETE').map(describeStack);
  }

  /** Every event of a stack, oldest first. */
  listEvents(idOrName: string): StackEvent[] {
    return (this.#stacks.get(idOrName) ?? this.#need(idOrName)).events.map((event) => ({ ...event }));
  }

  get #resourceGroupId(): string {
    return this.options.resourceGroupId ?? 'rg-acfmxdefault001';
  }

  #blueprint(
    { id: stackId, name: stackName, resourceGroupId }: Pick<Stack, 'id' | 'name' | 'resourceGroupId'>,
    body: unknown,
    parameters: ParameterValues,
  ): Blueprint {
    const { region, accountId, callerId = accountId, providers } = this.options;
    const environment = { stackId, stackName, region, accountId, callerId, resourceGroupId };
    const source = typeof body === 'string' ? body : JSON.stringify(body);
    const { chooseNext } = this.options;
    return new Blueprint(parseTemplate(body), parameters, environment, providers, chooseNext, source);
  }

  async #run(
    stack: Stack,
    action: string,
    act: (operation: StackOperation) => Promise<void>,
  ): Promise<StackDescription> {
    this.#checkIdle(stack);
    this.#busy.set(stack.id, action);
    try {
      const { region, accountId, onEvent } = this.options;
      await act(new StackOperation(stack, { clock: this.#clock, region, accountId, onEvent }));
      return describeStack(stack);
    } finally {
      this.#busy.delete(stack.id);
    }
  }

  /** @throws RosError unless a stack of this name can be created */
  #checkFree(name: string): void {
    if (!STACK_NAME.test(name)) {
      throw new RosError(
        'StackValidationFailed',
        `A stack name must match ${STACK_NAME.source}, "${name}" given.`,
      );
    }
    if (this.#find(name)) throw new RosError('StackExists', `The Stack (${name}) already exists.`);
  }

  #checkIdle(stack: Stack): void {
    const action = this.#busy.get(stack.id);
    if (action !== undefined) {
      throw new RosError(
        'ActionInProgress',
        `Stack ${stack.name} already has an action (${action}) in progress.`,
      );
    }
  }

  #find(idOrName: string): Stack | undefined {
    return [...this.#stacks.values()].find(
      ({ id, name, status }) => status !== 'DELETE_COMPLETE' && (id === idOrName || name === idOrName),
    );
  }

  #need(idOrName: string): Stack {
    const stack = this.#find(idOrName);
    if (!stack) throw new RosError('StackNotFound', `The Stack (${idOrName}) could not be found.`);
    return stack;
  }
}
