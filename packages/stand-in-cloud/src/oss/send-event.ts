import { type EventOrigin, eventRecord, type OssEvent } from './events';
import type { ServiceParts } from './service-parts';

/**
 * Makes a change that causes an event, then sends the event to its rules. A crash leaves both or neither.
 * @param change changes the store once
 */
export function sendEvent<T>(
  { region, authority, clock, notifications, store }: ServiceParts,
  event: OssEvent,
  cause: Pick<EventOrigin, 'requestId' | 'sourceAddress' | 'principalId'>,
  change: () => T,
): T {
  const origin = { ...cause, region, accountId: authority.accountId, time: clock.now() };
  const records = notifications.records(event, (ruleId) => eventRecord(event, origin, ruleId));
  const { result, events } = store.causing(records, change);
  notifications.deliver(events);
  return result;
}
