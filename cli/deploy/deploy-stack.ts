import { randomUUID } from 'node:crypto';
import { planUpdate, type UpdatePlan } from '../../lib/update-plan';
import { Refusal } from '../cloud/api-errors';
import { isStackNotFound, type Ros } from '../cloud/ros';
import type { StackRequest, StackState, StackSummary } from '../cloud/ros-types';
import { UserError } from '../program/errors';
import { type FollowOptions, follow, isUnderWay, type StackWatcher } from './follow';
import { withRemedy } from './remedies';
import { AFTERWARDS, STACK_TYPE, StackFailure } from './stack-failure';

/** A stack as it should be. */
export interface WantedStack extends Pick<StackRequest, 'parameters' | 'disableRollback'> {
  name: string;
  template: unknown;
}

export interface DeployedStack extends StackState {
  /** What the deployment did. */
  done: 'created' | 'updated' | 'nothing';
}

/** States in which ROS accepts an update of a stack. */
const UPDATABLE = /^(CREATE|UPDATE|ROLLBACK|CHECK|IMPORT_\w+)_COMPLETE$|^(UPDATE|ROLLBACK|CHECK)_FAILED$/;

/** The state of a stack whose creation failed: all resources are gone, and only its name is left. */
export const EMPTY = 'CREATE_ROLLBACK_COMPLETE';

/**
 * The stack of this name, if it can be deployed to.
 * @throws UserError for one that is in the middle of something, or that only a deletion mends
 */
export async function deployableStack(ros: Ros, name: string): Promise<StackSummary | undefined> {
  const found = await ros.findStack(name);
  if (found === undefined || UPDATABLE.test(found.status) || found.status === EMPTY) return found;
  if (isUnderWay(found.status)) {
    throw new UserError(
      `Stack ${name} is ${found.status}: another deployment is at work. 'media deploy --follow' shows how it goes on; deploy when it has ended.`,
    );
  }
  const advice = AFTERWARDS[found.status] ?? "Run 'media destroy', then deploy again.";
  throw new UserError(`Stack ${name} is ${found.status}: ${found.statusReason}\n${advice}`);
}

/**
 * Brings a stack to what it should be, and follows that to its end.
 * @throws StackFailure with the first cause; Refusal of ROS with a remedy, before anything was changed; FollowEndedError
 */
export async function deployStack(
  ros: Ros,
  { name, template, ...request }: WantedStack,
  watcher: StackWatcher & { signal?: AbortSignal | undefined } = {},
): Promise<DeployedStack> {
  const content: StackRequest = { ...request, template: JSON.stringify(template), token: randomUUID() };
  const found = await deployableStack(ros, name);
  if (found && found.status !== EMPTY) return update(ros, found, content, watcher);
  if (found) {
    watcher.onNote?.(`Stack ${name} is ${EMPTY}, left by a deployment that failed: it is deleted first.`);
    await deleteStack(ros, found.id, { signal: watcher.signal });
  }
  const id = await withRemedy(() => ros.create(name, content));
  return { ...(await toItsEnd(ros, id, watcher)), done: 'created' };
}

async function update(
  ros: Ros,
  found: StackSummary,
  content: StackRequest,
  watcher: FollowOptions,
): Promise<DeployedStack> {
  const { replacement } = await updatePlan(ros, found, JSON.parse(content.template));
  const known = new Set<string>();
  await ros.newEvents(found.id, known);
  try {
    await withRemedy(() => ros.update(found.id, { ...content, replacement }));
  } catch (error) {
    if (!isSame(error)) throw error;
    return { ...(await ros.stack(found.id)), done: 'nothing' };
  }
  return { ...(await toItsEnd(ros, found.id, { ...watcher, known })), done: 'updated' };
}

/**
 * How a stack comes to a template.
 * @throws UserError for what no update can change
 */
export async function updatePlan(
  ros: Ros,
  { id, name }: StackSummary,
  wanted: unknown,
): Promise<Pick<UpdatePlan, 'replacement'>> {
  const { refused, replacement } = planUpdate(parsed(await ros.template(id)), wanted);
  if (refused.length === 0) return { replacement };
  throw new UserError(
    `Stack ${name} stays as it is, since no update can make of it what is wanted:\n${refused.join('\n')}`,
  );
}

/** A template that somebody deployed as YAML tells nothing here; ROS itself refuses what it cannot change. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** ROS refuses to update a stack to what it is. */
const isSame = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'NotSupported' && /completely same/i.test(error.words);

/** Deletes a stack, and follows that to its end. @throws StackFailure, Refusal, FollowEndedError */
export async function deleteStack(
  ros: Ros,
  stackId: string,
  watcher: FollowOptions = {},
): Promise<StackState> {
  const known = new Set<string>();
  await ros.newEvents(stackId, known);
  try {
    await withRemedy(() => ros.delete(stackId));
  } catch (error) {
    // The answer to an earlier attempt was lost, or somebody else is deleting it.
    if (!isStackNotFound(error) && (await ros.stack(stackId)).status !== 'DELETE_IN_PROGRESS') throw error;
  }
  return toItsEnd(ros, stackId, { ...watcher, known });
}

/** Ids of the events before the operation that a stack is in the middle of. */
export async function earlierEvents(ros: Ros, stackId: string): Promise<Set<string>> {
  const events = await ros.newEvents(stackId, new Set());
  const begin = events.findLastIndex(
    ({ type, status }) => type === STACK_TYPE && /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(status),
  );
  return new Set(events.slice(0, Math.max(begin, 0)).map(({ id }) => id));
}

/** Follows the operation that a stack is in the middle of. @throws StackFailure when it fails */
export async function toItsEnd(ros: Ros, stackId: string, options: FollowOptions): Promise<StackState> {
  const { state, events } = await follow(ros, stackId, options);
  if (/ROLLBACK|_FAILED$/.test(state.status)) throw new StackFailure(state, events);
  return state;
}
