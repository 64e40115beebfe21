import { randomUUID } from 'node:crypto';
import { syntax } from 'ros-template-check';
import { type Clock, systemClock } from '../clock';
import { Blueprint } from './blueprint';
import { createResources } from './create-stack';
import { deleteResources } from './delete-stack';
import { RosError } from './errors';
import type { ParameterValues } from './parameters';
import type { ResourceProviders } from './provider';
import { describeStack, type Stack, type StackDescription, type StackEvent } from './stack';
import { StackOperation } from './stack-operation';
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

interface CreateStackRequest {
  name: string;
  /** JSON text or an object. */
  template: unknown;
  parameters?: ParameterValues;
  /** After a failure, keeps the resources that were created. @default false */
  disableRollback?: boolean;
}

interface UpdateStackRequest {
  /** Id or name. */
  stack: string;
  template: unknown;
  parameters?: ParameterValues;
  /** Deletes and creates resources that cannot be changed in place. @default false, the service's `Disabled` */
  replacement?: boolean;
}

const STACK_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/;

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
    const { name, template, parameters = {}, disableRollback = false } = request;
    if (!STACK_NAME.test(name)) {
      throw new RosError(
        'StackValidationFailed',
        `A stack name must match ${STACK_NAME.source}, "${name}" given.`,
      );
    }
    if (this.#find(name)) throw new RosError('StackExists', `The Stack (${name}) already exists.`);
    const id = this.options.nextId?.(name) ?? randomUUID();
    const blueprint = this.#blueprint(id, name, template, parameters);
    blueprint.check();
    const stack: Stack = {
      id,
      name,
      createdAt: this.#clock.now(),
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
    if (!['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'ROLLBACK_COMPLETE'].includes(stack.status)) {
      throw new RosError('NotSupported', `A stack in status ${stack.status} cannot be updated.`);
    }
    const blueprint = this.#blueprint(stack.id, stack.name, template, parameters);
    const { blueprint: current } = stack;
    if (
      syntax.sameJson(blueprint.template, current.template) &&
      syntax.sameJson(blueprint.parameters, current.parameters)
    ) {
      throw new RosError('NotSupported', 'Update the completely same stack is not supported.');
    }
    checkChanges(stack, blueprint, replacement);
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
    this.#blueprint('00000000-0000-0000-0000-000000000000', 'validation', template, parameters).check();
  }

  /** Checks what does not depend on parameters. @throws RosError, TemplateError */
  checkStructure(template: unknown): void {
    checkStructure(parseTemplate(template), this.options.providers);
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

  #blueprint(stackId: string, stackName: string, body: unknown, parameters: ParameterValues): Blueprint {
    const {
      region,
      accountId,
      callerId = accountId,
      resourceGroupId = 'rg-acfmxdefault001',
      providers,
    } = this.options;
    const environment = { stackId, stackName, region, accountId, callerId, resourceGroupId };
    return new Blueprint(parseTemplate(body), parameters, environment, providers, this.options.chooseNext);
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
