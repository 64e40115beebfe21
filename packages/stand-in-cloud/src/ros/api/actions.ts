import { ApiError } from '../../gateway/errors';
import type { Inputs } from '../../gateway/inputs';
import type { RosEngine } from '../engine';
import { RosError } from '../errors';
import { StackFailedError } from '../stack';
import { parseTemplate } from '../template';
import { eventView, resourceViews, stackView, summaryOf } from './views';

export interface Action {
  /** Names of the parameters that it takes, before the first dot. */
  parameters: readonly string[];
  run(engine: RosEngine, inputs: Inputs): object | Promise<object>;
}

const PAGE = { size: 10, most: 50 };
const PAGING = ['PageNumber', 'PageSize'];

function page<T>(inputs: Inputs, items: readonly T[]): { items: T[]; paging: object } {
  const PageNumber = inputs.integer('PageNumber', 1, Number.MAX_SAFE_INTEGER);
  const PageSize = inputs.integer('PageSize', PAGE.size, PAGE.most);
  const start = (PageNumber - 1) * PageSize;
  return {
    items: items.slice(start, start + PageSize),
    paging: { TotalCount: items.length, PageNumber, PageSize },
  };
}

/** Accepted parameters without effect here: time limit, parallelism, and the token for repeated requests. */
export const WITHOUT_EFFECT = ['ClientToken', 'TimeoutInMinutes', 'Parallelism'];

const parametersOf = (inputs: Inputs) => inputs.pairs('Parameters', 'ParameterKey', 'ParameterValue');

/** In the API of the service, stacks are named by their ids only. */
function stackId(engine: RosEngine, inputs: Inputs): string {
  const id = inputs.required('StackId');
  if (engine.describeStack(id).stackId === id) return id;
  throw new RosError('StackNotFound', `The Stack (${id}) could not be found.`);
}

/**
 * Answers when an operation has begun, and lets it go on. A refusal comes before the first step; a later failure is seen
 * in the stack.
 */
async function begin(operation: Promise<unknown>): Promise<void> {
  const refusal = operation.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof StackFailedError) return undefined;
      if (error instanceof RosError) return error;
      throw error;
    },
  );
  const begun = new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));
  const found = await Promise.race([refusal, begun]);
  if (found) throw found;
}

const createStack: Action = {
  parameters: ['StackName', 'TemplateBody', 'Parameters', 'DisableRollback'],
  async run(engine, inputs) {
    const name = inputs.required('StackName');
    await begin(
      engine.createStack({
        name,
        template: inputs.required('TemplateBody'),
        parameters: parametersOf(inputs),
        disableRollback: inputs.flag('DisableRollback'),
      }),
    );
    return { StackId: engine.describeStack(name).stackId };
  },
};

const updateStack: Action = {
  parameters: ['StackId', 'TemplateBody', 'Parameters', 'UsePreviousParameters', 'ReplacementOption'],
  async run(engine, inputs) {
    const stack = stackId(engine, inputs);
    const current = engine.blueprintOf(stack);
    const previous = inputs.flag('UsePreviousParameters') ? current.given : {};
    await begin(
      engine.updateStack({
        stack,
        template: inputs.optional('TemplateBody') ?? current.template,
        parameters: { ...previous, ...parametersOf(inputs) },
        replacement: inputs.oneOf('ReplacementOption', ['Disabled', 'Enabled']) === 'Enabled',
      }),
    );
    return { StackId: stack };
  },
};

const deleteStack: Action = {
  parameters: ['StackId', 'RetainAllResources', 'RetainResources'],
  async run(engine, inputs) {
    const stack = stackId(engine, inputs);
    const all = engine.describeStack(stack).resources.map(({ logicalId }) => logicalId);
    const retain = inputs.flag('RetainAllResources') ? all : inputs.list('RetainResources');
    await begin(engine.deleteStack(stack, { retain }));
    return {};
  },
};

const getStack: Action = {
  parameters: ['StackId'],
  run(engine, inputs) {
    const id = stackId(engine, inputs);
    return stackView(engine.describeStack(id), engine.blueprintOf(id));
  },
};

const listStacks: Action = {
  parameters: ['StackName', 'Status', ...PAGING],
  run(engine, inputs) {
    const [names, statuses] = [inputs.list('StackName'), inputs.list('Status')];
    const { items, paging } = page(
      inputs,
      engine
        .listStacks()
        .filter(({ stackName }) => names.length === 0 || names.includes(stackName))
        .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
        .reverse(),
    );
    return { ...paging, Stacks: items.map(summaryOf) };
  },
};

const listStackResources: Action = {
  parameters: ['StackId'],
  run: (engine, inputs) => ({ Resources: resourceViews(engine.describeStack(stackId(engine, inputs))) }),
};

const listStackEvents: Action = {
  parameters: ['StackId', 'Status', 'ResourceType', 'LogicalResourceId', ...PAGING],
  run(engine, inputs) {
    const wanted = (name: string, value: string) =>
      inputs.list(name).length === 0 || inputs.list(name).includes(value);
    const events = engine
      .listEvents(stackId(engine, inputs))
      .map((event, index) => ({ event, index }))
      .filter(({ event }) => wanted('Status', event.status))
      .filter(({ event }) => wanted('ResourceType', event.type))
      .filter(({ event }) => wanted('LogicalResourceId', event.logicalId))
      .reverse();
    const { items, paging } = page(inputs, events);
    return { ...paging, Events: items.map(({ event, index }) => eventView(event, index)) };
  },
};

const getTemplate: Action = {
  parameters: ['StackId'],
  run: (engine, inputs) => ({
    TemplateBody: JSON.stringify(engine.blueprintOf(stackId(engine, inputs)).template),
  }),
};

/** Checks what does not depend on parameters, as the service does. */
const validateTemplate: Action = {
  parameters: ['TemplateBody'],
  run(engine, inputs) {
    const body = inputs.required('TemplateBody');
    engine.checkStructure(body);
    const { Description, Parameters } = parseTemplate(body);
    return {
      Description: Description ?? '',
      Parameters: Object.entries(Parameters).map(([ParameterKey, definition]) => ({
        ParameterKey,
        ...definition,
      })),
    };
  },
};

export const ACTIONS: ReadonlyMap<string, Action> = new Map(
  Object.entries({
    CreateStack: createStack,
    UpdateStack: updateStack,
    DeleteStack: deleteStack,
    GetStack: getStack,
    ListStacks: listStacks,
    ListStackResources: listStackResources,
    ListStackEvents: listStackEvents,
    GetTemplate: getTemplate,
    ValidateTemplate: validateTemplate,
  }),
);

/** @throws ApiError `InvalidAction.NotFound` */
export function actionOf(name: string): Action {
  const action = ACTIONS.get(name);
  if (action) return action;
  throw new ApiError(
    'InvalidAction.NotFound',
    `Specified api is not found, please check your url and method: '${name}'. Here are ${[...ACTIONS.keys()].join(', ')}.`,
  );
}
