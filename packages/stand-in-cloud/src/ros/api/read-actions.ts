import { type Action, PAGING, page, stackId } from './action';
import { hasTags } from './tags';
import { eventView, resourceViews, stackView, summaryOf } from './views';

export const getStack: Action = {
  parameters: ['StackId', 'OutputOption'],
  run(engine, inputs) {
    const id = stackId(engine, inputs);
    const withOutputs = inputs.oneOf('OutputOption', ['Enabled', 'Disabled']) === 'Enabled';
    return stackView(engine.describeStack(id), engine.blueprintOf(id), withOutputs);
  },
};

export const listStacks: Action = {
  parameters: ['StackName', 'Status', 'StackIds', 'Tag', 'ResourceGroupId', ...PAGING],
  run(engine, inputs) {
    const [names, statuses, ids] = ['StackName', 'Status', 'StackIds'].map((name) => inputs.list(name));
    const isIn = (wanted: string[] | undefined, value: string) => !wanted?.length || wanted.includes(value);
    const tags = inputs.pairs('Tag', 'Key', 'Value');
    const group = inputs.optional('ResourceGroupId');
    const { items, paging } = page(
      inputs,
      engine
        .listStacks()
        .filter(({ stackName }) => isIn(names, stackName))
        .filter(({ status }) => isIn(statuses, status))
        .filter(({ stackId }) => isIn(ids, stackId))
        .filter((stack) => hasTags(stack.tags, tags))
        .filter(({ resourceGroupId }) => group === undefined || resourceGroupId === group)
        .reverse(),
    );
    return { ...paging, Stacks: items.map(summaryOf) };
  },
};

export const listStackResources: Action = {
  parameters: ['StackId'],
  run: (engine, inputs) => ({ Resources: resourceViews(engine.describeStack(stackId(engine, inputs))) }),
};

export const getStackResource: Action = {
  parameters: ['StackId', 'LogicalResourceId', 'ShowResourceAttributes', 'ResourceAttributes'],
  run(engine, inputs) {
    const id = stackId(engine, inputs);
    const logicalId = inputs.required('LogicalResourceId');
    const attributes = engine.attributesOf(id, logicalId);
    const { resources, ...stack } = engine.describeStack(id);
    const [view] = resourceViews({
      ...stack,
      resources: resources.filter((one) => one.logicalId === logicalId),
    });
    const wanted = inputs.list('ResourceAttributes');
    if (!inputs.flag('ShowResourceAttributes') && wanted.length === 0) return { ...view };
    const shown = Object.entries(attributes).filter(([name]) => wanted.length === 0 || wanted.includes(name));
    return {
      ...view,
      ResourceAttributes: shown.map(([ResourceAttributeName, ResourceAttributeValue]) => ({
        ResourceAttributeName,
        ResourceAttributeValue,
      })),
    };
  },
};

export const listStackEvents: Action = {
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

export const getTemplate: Action = {
  parameters: ['StackId'],
  run: (engine, inputs) => ({
    TemplateBody: engine.blueprintOf(stackId(engine, inputs)).source,
  }),
};
