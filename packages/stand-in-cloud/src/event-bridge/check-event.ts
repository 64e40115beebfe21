import { limits } from 'ros-template-check';
import { EventBridgeError } from './errors';
import type { TakenEvent } from './transform';

/** Attributes without which the service takes no event. */
const REQUIRED = ['id', 'source', 'specversion', 'type', 'aliyuneventbusname'];

/** What CloudEvents calls an attribute: lower-case letters and digits. */
const ATTRIBUTE = /^[a-z0-9]+$/;

/** @throws EventBridgeError for an event that is none, lacks an attribute or is too large */
export function checkEvent(given: unknown): TakenEvent {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new EventBridgeError('InvalidEvent', 'An event must be an object.');
  }
  const event = given as TakenEvent;
  const bytes = Buffer.byteLength(JSON.stringify(event));
  if (bytes > limits.eventBridge.EVENT_BYTES) {
    throw new EventBridgeError(
      'EventTooLarge',
      `An event must have at most ${limits.eventBridge.EVENT_BYTES} bytes, ${bytes} given.`,
    );
  }
  const missing = REQUIRED.filter((name) => typeof event[name] !== 'string' || event[name] === '');
  if (missing.length > 0) {
    throw new EventBridgeError('InvalidEvent', `An event must have ${missing.join(', ')}.`);
  }
  if (event['specversion'] !== '1.0') {
    throw new EventBridgeError('InvalidEvent', `specversion must be 1.0, '${event['specversion']}' given.`);
  }
  if (event['time'] !== undefined && Number.isNaN(Date.parse(String(event['time'])))) {
    throw new EventBridgeError('InvalidEvent', `time must be a time, '${event['time']}' given.`);
  }
  const odd = Object.keys(event).find((name) => name !== 'data_base64' && !ATTRIBUTE.test(name));
  if (odd) throw new EventBridgeError('InvalidEvent', `'${odd}' is no name of an attribute.`);
  return event;
}
