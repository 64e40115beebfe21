import { SWEEP_TRIGGER } from '../../../contract/sweep';
import { fieldsOf } from '../fields';
import { timeOf } from '../time-of';

/** More than the event of our own timer has, some 90 bytes. */
const MOST_BYTES = 512;

const MEMBERS = ['payload', 'triggerName', 'triggerTime'];

/**
 * True for an event of the timer trigger, and for nothing else: an event of OSS has other members. Its time is not believed:
 * whoever may invoke the function can have written it. It asks for a slice, and the state says whether one is due.
 */
export function isSweepEvent(payload: Buffer | string): boolean {
  // Only short payloads are looked at, so this costs events of OSS nothing.
  if (payload.length > MOST_BYTES) return false;
  const event = parsed(payload.toString());
  const { triggerTime, triggerName, payload: message } = event;
  return (
    Object.keys(event).sort().join() === MEMBERS.join() &&
    triggerName === SWEEP_TRIGGER &&
    message === SWEEP_TRIGGER &&
    typeof triggerTime === 'string' &&
    timeOf(triggerTime) !== undefined
  );
}

function parsed(text: string): Record<string, unknown> {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
}
