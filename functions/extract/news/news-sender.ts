import { cloudEvent } from './cloud-event';
import { type EventBridgeSettings, putEvent } from './put-event';
import type { SendNews } from './row-news';

/** Sends events about rows to a bus of EventBridge. */
export const newsSender =
  (settings: EventBridgeSettings): SendNews =>
  (address, type, row) =>
    putEvent(settings, cloudEvent(settings.bus, address, type, row, Date.now()));
