import { parseTemplate } from '../template';
import { type Action, parametersOf, stackId } from './action';
import { requiredTemplateBody } from './template-body';
import { changeView, described } from './views';

/** Checks what does not depend on parameters, as the service does. */
export const validateTemplate: Action = {
  parameters: ['TemplateBody'],
  run(engine, inputs) {
    const body = requiredTemplateBody(inputs);
    engine.checkStructure(body);
    const { Description, Parameters, Outputs, Resources } = parseTemplate(body);
    const types = Object.values(Resources).map(({ Type }) => Type);
    return {
      Description: Description ?? '',
      Parameters: Object.entries(Parameters).map(([ParameterKey, definition]) => ({
        ParameterKey,
        ...definition,
      })),
      Outputs: Object.entries(Outputs).map(([OutputKey, output]) => ({
        OutputKey,
        Description: described(output.Description),
      })),
      ResourceTypes: { Resources: [...new Set(types)].sort(), DataSources: [] },
    };
  },
};

/** Says what `CreateStack` would make or, with the id of a stack, what `UpdateStack` would change. */
export const previewStack: Action = {
  parameters: [
    ...['StackName', 'StackId', 'TemplateBody', 'Parameters', 'UsePreviousParameters'],
    ...['DisableRollback', 'EnablePreConfig'],
  ],
  run(engine, inputs) {
    const template = requiredTemplateBody(inputs);
    const given = parametersOf(inputs);
    const isChange = inputs.optional('StackId') !== undefined;
    const name = isChange
      ? engine.describeStack(stackId(engine, inputs)).stackName
      : inputs.required('StackName');
    const previous =
      isChange && inputs.flag('UsePreviousParameters')
        ? engine.blueprintOf(stackId(engine, inputs)).given
        : {};
    const parameters = { ...previous, ...given };
    const changes = engine.previewStack(
      isChange ? { stack: stackId(engine, inputs), template, parameters } : { name, template, parameters },
    );
    return {
      Stack: {
        StackName: name,
        Description: described(parseTemplate(template).Description),
        DisableRollback: inputs.flag('DisableRollback'),
        Resources: changes.map(changeView),
      },
    };
  },
};
