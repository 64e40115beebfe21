import { limits } from 'ros-template-check';
import { OssError } from './errors';
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

/** Subscriptions to the events of buckets. */
export class Notifications {
  private readonly rules = new Map<string, { rule: NotificationRule; names: Set<string> }>();

  /**
   * @throws OssError `InvalidArgument` for an event that does not exist, for an eleventh rule of a bucket, and
   *   for a rule that would share an event of one object with another rule of the bucket
   */
  add(rule: NotificationRule): void {
    const names = new Set(rule.events.flatMap(covered));
    const neighbours = [...this.rules.values()].filter((other) => other.rule.bucket === rule.bucket);
    if (neighbours.length >= limits.functionCompute.TRIGGERS_PER_BUCKET) {
      throw new OssError('InvalidArgument', {
        message: `Bucket '${rule.bucket}' has ${limits.functionCompute.TRIGGERS_PER_BUCKET} rules already; rule '${rule.id}' exceeds the limit.`,
      });
    }
    for (const other of neighbours) {
      const shared = [...names].find((name) => other.names.has(name));
      if (shared && overlap(rule, other.rule)) {
        throw new OssError('InvalidArgument', {
          message:
            `Rule '${rule.id}' overlaps rule '${other.rule.id}' of bucket '${rule.bucket}': ` +
            `event '${shared}', prefixes '${rule.prefix ?? ''}' and '${other.rule.prefix ?? ''}', ` +
            `suffixes '${rule.suffix ?? ''}' and '${other.rule.suffix ?? ''}'.`,
        });
      }
    }
    this.rules.set(rule.id, { rule, names });
  }

  remove(id: string): void {
    this.rules.delete(id);
  }

  removeBucket(bucket: string): void {
    for (const [id, { rule }] of this.rules) if (rule.bucket === bucket) this.rules.delete(id);
  }

  /**
   * Delivers one event to the rules that match it. Each gets a record of its own, because the record names the rule.
   */
  publish(
    event: { bucket: string; key: string; name: string },
    record: (ruleId: string) => OssEventRecord,
  ): void {
    for (const { rule, names } of [...this.rules.values()]) {
      if (rule.bucket !== event.bucket || !names.has(`oss:${event.name}`)) continue;
      if (!event.key.startsWith(rule.prefix ?? '') || !event.key.endsWith(rule.suffix ?? '')) continue;
      rule.deliver(record(rule.id));
    }
  }
}

/** True when a key can match both rules: one prefix begins with the other, and one suffix ends with the other. */
function overlap(a: NotificationRule, b: NotificationRule): boolean {
  const [p, q] = [a.prefix ?? '', b.prefix ?? ''];
  const [s, t] = [a.suffix ?? '', b.suffix ?? ''];
  return (p.startsWith(q) || q.startsWith(p)) && (s.endsWith(t) || t.endsWith(s));
}
