import { setTimeout as sleep } from 'node:timers/promises';
import { NoAnswer, Refusal } from '../cloud/api-errors';
import { isStackNotFound, type Ros } from '../cloud/ros';
import type { StackEvent, StackState } from '../cloud/ros-types';
import { remedyFor } from './remedies';

/** What wants to know of a stack's operation. */
export interface StackWatcher {
  /** A step, in order. */
  onEvent?: (event: StackEvent) => void;
  /** Each time that the stack was looked at. */
  onLook?: (state: StackState) => void;
  /** Something besides that a person should know. */
  onNote?: (text: string) => void;
}

export interface FollowOptions extends StackWatcher {
  /** Ends the looking; the operation goes on. */
  signal?: AbortSignal | undefined;
  /** Ids of events that belong to earlier operations. @default - none */
  known?: Set<string>;
}

/** The looking was ended, and the stack is still in the middle of something. */
export class FollowEndedError extends Error {
  override name = 'FollowEndedError';
}

/** How often in a row ROS may be out of reach while it is at work: with the repetitions below it, ten minutes. */
const MOST_SILENCES = 20;

/** How a person sees more of an operation that nobody looks at. */
export const LOOK_AGAIN = "'media deploy --follow' shows how it ends.";

/**
 * ROS may tell of a stack as it was for a moment after it has accepted a change. What has begun has an event; where none
 * comes for so many looks (20 s in the cloud), the state is believed.
 */
const MOST_STALE_LOOKS = 10;

export const isUnderWay = (status: string): boolean => status.endsWith('_IN_PROGRESS');

/**
 * Looks at a stack until its operation has ended. A network that is cut in between is waited for, since ROS goes on.
 * @returns the stack then, and the events of the operation
 * @throws FollowEndedError; Refusal, NoAnswer
 */
export async function follow(
  ros: Ros,
  stackId: string,
  { onEvent, onLook, onNote, signal, known = new Set() }: FollowOptions,
): Promise<{ state: StackState; events: StackEvent[] }> {
  const seen: StackEvent[] = [];
  for (let [silences, looks] = [0, 1]; ; looks++) {
    if (signal?.aborted) throw new FollowEndedError();
    try {
      // First the state: when it says that all is over, no event comes after those that are read then.
      const state = await stateOf(ros, stackId);
      const events = await ros.newEvents(stackId, known).catch(forgiveDeleted);
      silences = 0;
      seen.push(...events);
      for (const event of events) onEvent?.(event);
      onLook?.(state);
      const hasBegun = seen.length > 0 || state.status === 'DELETE_COMPLETE' || looks >= MOST_STALE_LOOKS;
      if (!isUnderWay(state.status) && hasBegun) return { state, events: seen };
    } catch (error) {
      if (!(error instanceof NoAnswer) || ++silences > MOST_SILENCES) throw withWayBack(error);
      if (silences === 1) onNote?.(`${error.message} ROS goes on with the stack; it is asked again.`);
    }
    await sleep(ros.pace.pollMs, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}

const NO_EVENTS: StackEvent[] = [];

/** ROS forgets a deleted stack some time after. */
function forgiveDeleted(error: unknown): StackEvent[] {
  if (isStackNotFound(error)) return NO_EVENTS;
  throw error;
}

async function stateOf(ros: Ros, stackId: string): Promise<StackState> {
  try {
    return await ros.stack(stackId);
  } catch (error) {
    if (!isStackNotFound(error)) throw error;
    return { id: stackId, name: '', status: 'DELETE_COMPLETE', statusReason: '', outputs: [] };
  }
}

/** What happens to the stack does not depend on who looks. */
function withWayBack(error: unknown): unknown {
  if (error instanceof Refusal || error instanceof NoAnswer) {
    const remedy = remedyFor({ text: error.message });
    error.message += `${remedy ? `\n${remedy}` : ''}\nROS goes on with the stack: ${LOOK_AGAIN}`;
  }
  return error;
}
