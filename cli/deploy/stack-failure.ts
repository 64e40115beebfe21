import type { StackEvent, StackState } from '../cloud/ros-types';
import { UserError } from '../program/errors';
import { remedyFor } from './remedies';

export const STACK_TYPE = 'ALIYUN::ROS::Stack';

/** ROS gives up the other resources of a stack that has failed, and says so. */
const FOLLOWS_ANOTHER = /cancel|aborted/i;

/** The first failure of an operation: what comes after it follows from it. */
function firstCause(events: readonly StackEvent[]): StackEvent | undefined {
  const failures = events.filter(({ status, type }) => status.endsWith('_FAILED') && type !== STACK_TYPE);
  return failures.find(({ reason }) => !FOLLOWS_ANOTHER.test(reason)) ?? failures[0];
}

/** What the next deployment meets, by the status that a failed operation ended in. */
export const AFTERWARDS: Record<string, string> = {
  CREATE_ROLLBACK_COMPLETE: 'What had been made was deleted again. The next deployment begins anew.',
  CREATE_ROLLBACK_FAILED: "Not all of it could be deleted again: run 'media destroy', then deploy again.",
  CREATE_FAILED: "What was made is still there: run 'media destroy', then deploy again.",
  ROLLBACK_COMPLETE: 'The stack is as it was before. The next deployment goes on from there.',
  ROLLBACK_FAILED: 'Not all could be put back. The next deployment brings the stack to what it should be.',
  UPDATE_FAILED: 'The next deployment brings the stack to what it should be.',
  DELETE_FAILED: "Mend the cause and run 'media destroy' again: it goes on with what is left.",
};

/** An operation of a stack that failed; the message has the first cause, its remedy, and what comes next. */
export class StackFailure extends UserError {
  override name = 'StackFailure';
  /** The step that failed first; undefined when ROS names none. */
  readonly first: StackEvent | undefined;

  constructor(
    readonly state: StackState,
    events: readonly StackEvent[],
  ) {
    const cause = firstCause(events);
    const reason = cause ? `${cause.logicalId}: ${cause.reason}` : state.statusReason;
    const remedy = remedyFor({ text: reason, type: cause?.type });
    const lines = [
      `Stack ${state.name} is ${state.status}: ${reason}`,
      ...(remedy === undefined ? [] : [remedy]),
      ...(AFTERWARDS[state.status] === undefined ? [] : [AFTERWARDS[state.status]]),
    ];
    super(lines.join('\n'));
    this.first = cause;
  }
}
