import type { Clock } from '../clock';
import type { Authority } from '../ram/authority';
import type { BucketStore } from './bucket-store';
import type { OssEvent } from './events';
import type { Notifications } from './notifications';

/** What every operation works on. */
export interface ServiceParts {
  store: BucketStore;
  notifications: Notifications;
  /** Buckets that follow others. */
  replication: { follow(parts: ServiceParts, event: OssEvent): void };
  authority: Authority;
  clock: Clock;
  region: string;
}
