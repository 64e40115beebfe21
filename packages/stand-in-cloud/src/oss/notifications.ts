import { limits } from 'ros-template-check';
import { OssError } from './errors';
import type { Outbox, PendingEvent, Subscription } from './outbox';
import type { NotificationRule, OssEventRecord } from './service';

/** Every event name that a rule may list, without the wildcards. */
const EVENT_NAMES = Object.entries(limits.oss.EVENT_FAMILIES).flatMap(([family, names]) =>
  names.map((name) => family + name),
);

/** The event names that an entry of a rule stands for. @throws OssError `InvalidArgument` */
function covered(event: string): string[] {
  const names = event.endsWith(':*')
    ? EVENT_NAMES.filter((name) => name.startsWith(event.slice(0, -1)))
    : EVENT_NAMES.filter((name) => name === event);
  if (names.length > 0) return names;
  throw new OssError('InvalidArgument', {
    message: `Event '${event}' is not an event of OSS.`,
    elements: { ArgumentName: 'events', ArgumentValue: event },
  });
}

/** A rule. One without a receiver is of an earlier process, or suspended; its events wait. */
interface Entry {
  rule: Subscription;
  names: Set<string>;
  deliver?: NotificationRule['deliver'];
}

const entryOf = (rule: Subscription): Entry => ({ rule, names: new Set(rule.events.flatMap(covered)) });

/** Subscriptions to the events of buckets. */
export class Notifications {
  private readonly rules = new Map<string, Entry>();
  /** Ids of the events that receivers have and have not taken. */
  private readonly underWay = new Set<number>();

  constructor(private readonly outbox: Outbox) {
    for (const [id, subscription] of outbox.subscriptions) this.rules.set(id, entryOf(subscription));
  }

  /**
   * @throws OssError `InvalidArgument` for an event that does not exist, for an eleventh rule of a bucket, and
   *   for a rule that would share an event of one object with another rule of the bucket
   */
  add({ deliver, ...rule }: NotificationRule): void {
    const entry = entryOf(rule);
    const neighbours = [...this.rules.values()].filter((other) => other.rule.bucket === rule.bucket);
    const living = neighbours.filter((other) => other.deliver);
    if (living.length >= limits.functionCompute.TRIGGERS_PER_BUCKET) {
      throw new OssError('InvalidArgument', {
        message: `Bucket '${rule.bucket}' has ${limits.functionCompute.TRIGGERS_PER_BUCKET} rules already; rule '${rule.id}' exceeds the limit.`,
      });
    }
    for (const other of living) refuseOverlap(entry, other);
    // A rule of an earlier process that this one replaces, under whatever name.
    for (const other of neighbours) {
      if (!other.deliver && other.rule.id !== rule.id && sharedEvent(entry, other))
        this.remove(other.rule.id);
    }
    this.rules.set(rule.id, { ...entry, deliver: (record) => deliver(record) });
    this.outbox.subscribe(rule);
  }

  remove(id: string): void {
    this.rules.delete(id);
    this.outbox.unsubscribe(id);
  }

  suspend(id: string): void {
    const entry = this.rules.get(id);
    if (entry) this.rules.set(id, { ...entry, deliver: undefined });
  }

  removeBucket(bucket: string): void {
    for (const [id, { rule }] of this.rules) if (rule.bucket === bucket) this.rules.delete(id);
  }

  /** A record for each rule that an event matches, because the record names the rule. */
  records(
    event: { bucket: string; key: string; name: string },
    record: (ruleId: string) => OssEventRecord,
  ): OssEventRecord[] {
    return [...this.rules.values()]
      .filter(({ rule, names }) => rule.bucket === event.bucket && names.has(`oss:${event.name}`))
      .filter(({ rule }) => event.key.startsWith(rule.prefix ?? '') && event.key.endsWith(rule.suffix ?? ''))
      .map(({ rule }) => record(rule.id));
  }

  /** Gives events to the receivers of their rules, except those that receivers have already. */
  deliver(events: readonly PendingEvent[]): void {
    for (const { id, record } of events) {
      const receiver = this.rules.get(record.oss.ruleId)?.deliver;
      if (!receiver || this.underWay.has(id)) continue;
      const taken = receiver(record) ?? true;
      if (taken === true) {
        this.outbox.sent(id);
        continue;
      }
      this.underWay.add(id);
      void taken.then((isDone) => {
        this.underWay.delete(id);
        if (isDone) this.outbox.sent(id);
      });
    }
  }
}

function refuseOverlap(added: Entry, other: Entry): void {
  const shared = sharedEvent(added, other);
  if (!shared) return;
  const { rule } = added;
  throw new OssError('InvalidArgument', {
    message:
      `Rule '${rule.id}' overlaps rule '${other.rule.id}' of bucket '${rule.bucket}': ` +
      `event '${shared}', prefixes '${rule.prefix ?? ''}' and '${other.rule.prefix ?? ''}', ` +
      `suffixes '${rule.suffix ?? ''}' and '${other.rule.suffix ?? ''}'.`,
  });
}

/** An event that both rules of a bucket could match for one key. */
function sharedEvent(a: Entry, b: Entry): string | undefined {
  return overlap(a.rule, b.rule) ? [...a.names].find((name) => b.names.has(name)) : undefined;
}

/** True when a key can match both rules: one prefix begins with the other, and one suffix ends with the other. */
function overlap(a: Subscription, b: Subscription): boolean {
  const [p, q] = [a.prefix ?? '', b.prefix ?? ''];
  const [s, t] = [a.suffix ?? '', b.suffix ?? ''];
  return (p.startsWith(q) || q.startsWith(p)) && (s.endsWith(t) || t.endsWith(s));
}
