import type { NotificationRule, OssEventRecord } from './service';

/** What of a rule outlives the process: all but its receiver. */
export type Subscription = Omit<NotificationRule, 'deliver'>;

/** An event that its receiver has not taken yet. Its record names the rule. */
export interface PendingEvent {
  id: number;
  record: OssEventRecord;
}

export type OutboxChange =
  | { events: PendingEvent[] }
  | { sent: number }
  | { rule: string; subscription: Subscription | null };

/** Events from the change that causes them until their receivers have taken them, and the rules that they go by. */
export class Outbox {
  readonly subscriptions = new Map<string, Subscription>();
  private readonly events = new Map<number, OssEventRecord>();
  private nextId = 1;

  constructor(private readonly commit: (change: OutboxChange) => void) {}

  /** Numbers events; the caller commits them with the change that causes them. */
  number(records: readonly OssEventRecord[]): PendingEvent[] {
    return records.map((record) => ({ id: this.nextId++, record }));
  }

  get pending(): PendingEvent[] {
    return [...this.events].map(([id, record]) => ({ id, record }));
  }

  /** The receiver has the event: it need not be kept any more. */
  sent(id: number): void {
    if (!this.events.has(id)) return;
    try {
      this.commit({ sent: id });
    } catch (error) {
      // A full disk must not fail the request that caused the event. A later process delivers it a second time.
      console.error('OSS stand-in: an event that was sent stays in the journal:', error);
    }
  }

  subscribe(subscription: Subscription): void {
    this.commit({ rule: subscription.id, subscription });
  }

  /** Forgets a rule and what waits for it. */
  unsubscribe(id: string): void {
    if (this.subscriptions.has(id)) this.commit({ rule: id, subscription: null });
  }

  apply(change: OutboxChange): void {
    if ('events' in change) {
      for (const { id, record } of change.events) {
        this.events.set(id, record);
        this.nextId = Math.max(this.nextId, id + 1);
      }
    } else if ('sent' in change) {
      this.events.delete(change.sent);
    } else if (change.subscription) {
      this.subscriptions.set(change.rule, change.subscription);
    } else {
      this.subscriptions.delete(change.rule);
      this.drop((record) => record.oss.ruleId === change.rule);
    }
  }

  /** Forgets what is about a bucket that is removed. */
  dropBucket(bucket: string): void {
    for (const [id, subscription] of this.subscriptions) {
      if (subscription.bucket === bucket) this.subscriptions.delete(id);
    }
    this.drop((record) => record.oss.bucket.name === bucket);
  }

  *snapshot(): Generator<OutboxChange> {
    for (const [rule, subscription] of this.subscriptions) yield { rule, subscription };
    if (this.events.size > 0) yield { events: this.pending };
  }

  private drop(isMeant: (record: OssEventRecord) => boolean): void {
    for (const [id, record] of this.events) if (isMeant(record)) this.events.delete(id);
  }
}
