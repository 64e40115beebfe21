import { ApiError } from '../../gateway/errors';
import type { Action } from './action';
import { createStack, deleteStack, updateStack } from './change-actions';
import {
  getStack,
  getStackResource,
  getTemplate,
  listStackEvents,
  listStackResources,
  listStacks,
} from './read-actions';
import { getServiceProvisions } from './service-provisions';
import { previewStack, validateTemplate } from './template-actions';

/** Accepted parameters without effect here: time limit and parallelism. */
export const WITHOUT_EFFECT = ['TimeoutInMinutes', 'Parallelism'];

export const ACTIONS: ReadonlyMap<string, Action> = new Map(
  Object.entries({
    CreateStack: createStack,
    UpdateStack: updateStack,
    DeleteStack: deleteStack,
    GetStack: getStack,
    ListStacks: listStacks,
    GetStackResource: getStackResource,
    ListStackResources: listStackResources,
    ListStackEvents: listStackEvents,
    GetTemplate: getTemplate,
    ValidateTemplate: validateTemplate,
    PreviewStack: previewStack,
    GetServiceProvisions: getServiceProvisions,
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
