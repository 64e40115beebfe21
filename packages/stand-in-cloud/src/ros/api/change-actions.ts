import { type Action, begin, parametersOf, stackId } from './action';
import { tagsOf } from './tags';
import { requiredTemplateBody, templateBody } from './template-body';

export const createStack: Action = {
  parameters: ['StackName', 'TemplateBody', 'Parameters', 'DisableRollback', 'Tags', 'ResourceGroupId'],
  async run(engine, inputs) {
    const name = inputs.required('StackName');
    await begin(
      engine.createStack({
        name,
        template: requiredTemplateBody(inputs),
        parameters: parametersOf(inputs),
        disableRollback: inputs.flag('DisableRollback'),
        tags: tagsOf(inputs),
        resourceGroupId: inputs.optional('ResourceGroupId'),
      }),
    );
    return { StackId: engine.describeStack(name).stackId };
  },
};

export const updateStack: Action = {
  parameters: [
    ...['StackId', 'TemplateBody', 'Parameters', 'UsePreviousParameters', 'ReplacementOption', 'Tags'],
    // An update always rolls back here, and a stack keeps its name and group: the official CLI repeats what it created with.
    ...['StackName', 'DisableRollback', 'ResourceGroupId'],
  ],
  async run(engine, inputs) {
    const stack = stackId(engine, inputs);
    const current = engine.blueprintOf(stack);
    const previous = inputs.flag('UsePreviousParameters') ? current.given : {};
    await begin(
      engine.updateStack({
        stack,
        template: templateBody(inputs) ?? current.source,
        parameters: { ...previous, ...parametersOf(inputs) },
        replacement: inputs.oneOf('ReplacementOption', ['Disabled', 'Enabled']) === 'Enabled',
        tags: tagsOf(inputs),
      }),
    );
    return { StackId: stack };
  },
};

export const deleteStack: Action = {
  parameters: ['StackId', 'RetainAllResources', 'RetainResources'],
  async run(engine, inputs) {
    const stack = stackId(engine, inputs);
    const all = engine.describeStack(stack).resources.map(({ logicalId }) => logicalId);
    const retain = inputs.flag('RetainAllResources') ? all : inputs.list('RetainResources');
    await begin(engine.deleteStack(stack, { retain }));
    return {};
  },
};
