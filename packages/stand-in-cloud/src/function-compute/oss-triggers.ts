import { createHash } from 'node:crypto';
import { limits } from 'ros-template-check';
import type { OssEventRecord, OssService } from '../oss/service';
import type { Principal } from '../ram/authority';
import { reasonOf } from '../reason-of';
import type { Settling } from '../settling';
import type { DeliveryPlan } from './delivery-plan';
import { FcError } from './errors';
import { EventDelivery } from './event-delivery';
import type { FunctionName } from './function-name';
import { type Generations, labelOf } from './generation';
import { refuseNewcomers } from './newcomers';
import type { ProblemList } from './problems';
import type { TriggerRecord } from './registry';
import { OSS_SERVICE, type RoleSessions } from './role-sessions';
import type { OssTriggerOptions } from './service';
import { checkOssTrigger } from './trigger-limits';

interface OssTriggersOptions {
  generations: Generations;
  oss: OssService;
  sessions: RoleSessions;
  problems: ProblemList;
  region: string;
  accountId: string;
  plan: DeliveryPlan;
  timeScale: number;
  settling?: Settling;
  invokeAsync(caller: Principal, name: FunctionName, payload: Buffer): Promise<string>;
  onIdle(): void;
}

/** What a trigger listens to, and the events on their way to its function. */
interface Listener {
  options: OssTriggerOptions;
  bucket: string;
  delivery: EventDelivery;
}

/**
 * Triggers of type `oss`: each is a rule of its bucket. Every event is an asynchronous call with the invocation role.
 */
export class OssTriggers {
  private readonly listeners = new Map<TriggerRecord, Listener>();
  private ordinal = 0;
  private sending = 0;

  constructor(private readonly options: OssTriggersOptions) {}

  create(trigger: TriggerRecord, options: OssTriggerOptions): void {
    const bucket = this.check(options);
    this.checkBucketLimit(bucket);
    const listener: Listener = { options, bucket, delivery: this.deliveryOf(trigger) };
    this.subscribe(trigger, listener);
    this.listeners.set(trigger, listener);
  }

  /** Records that are already on their way are delivered by the new options. */
  update(trigger: TriggerRecord, options: OssTriggerOptions): void {
    const listener = this.listeners.get(trigger)!;
    const bucket = this.check(options);
    if (bucket !== listener.bucket) {
      this.checkBucketLimit(bucket);
    }
    this.options.oss.suspendNotification(ruleId(trigger));
    try {
      this.subscribe(trigger, { ...listener, options, bucket });
    } catch (error) {
      this.subscribe(trigger, listener);
      throw error;
    }
    Object.assign(listener, { options, bucket });
  }

  delete(trigger: TriggerRecord): void {
    this.options.oss.removeNotification(ruleId(trigger));
    this.listeners.get(trigger)?.delivery.close();
    this.listeners.delete(trigger);
    this.options.onIdle();
  }

  get isIdle(): boolean {
    return this.sending === 0 && [...this.listeners.values()].every(({ delivery }) => delivery.isEmpty);
  }

  /** The rules stay in the buckets: a later process delivers their events. */
  close(): void {
    for (const [trigger, { delivery }] of this.listeners) {
      this.options.oss.suspendNotification(ruleId(trigger));
      delivery.close();
    }
    this.listeners.clear();
  }

  private check(options: OssTriggerOptions): string {
    const { region, accountId, oss } = this.options;
    const bucket = checkOssTrigger(options, { region, accountId });
    refuseNewcomers(this.options.settling, { role: options.invocationRole });
    if (!oss.hasBucket(bucket)) {
      throw new FcError('InvalidArgument', `SourceArn: bucket '${bucket}' does not exist.`);
    }
    return bucket;
  }

  private checkBucketLimit(bucket: string): void {
    const all = [...this.listeners.values()];
    if (all.filter((one) => one.bucket === bucket).length >= limits.functionCompute.TRIGGERS_PER_BUCKET) {
      throw new FcError(
        'LimitExceeded',
        `bucket '${bucket}' already has ${limits.functionCompute.TRIGGERS_PER_BUCKET} triggers`,
      );
    }
  }

  private subscribe(trigger: TriggerRecord, { options, bucket }: Listener): void {
    const { events, prefix, suffix } = options;
    try {
      this.options.oss.addNotification({
        id: ruleId(trigger),
        bucket,
        events,
        prefix,
        suffix,
        deliver: (record) => this.listeners.get(trigger)?.delivery.take(record) ?? Promise.resolve(false),
      });
    } catch (error) {
      throw new FcError('InvalidArgument', `Trigger '${trigger.name}': ${reasonOf(error)}`, { cause: error });
    }
  }

  private deliveryOf(trigger: TriggerRecord): EventDelivery {
    return new EventDelivery({
      plan: this.options.plan,
      timeScale: this.options.timeScale,
      nextOrdinal: () => this.ordinal++,
      send: (records) => this.send(trigger, records),
      onEmpty: () => this.options.onIdle(),
    });
  }

  private async send(trigger: TriggerRecord, records: OssEventRecord[]): Promise<void> {
    const { fn, name } = trigger;
    const listener = this.listeners.get(trigger);
    if (!listener) return;
    const { qualifier = this.options.generations.of(fn.fullName).defaultQualifier, invocationRole } =
      listener.options;
    this.sending += 1;
    try {
      const caller = this.options.sessions.principal(invocationRole, OSS_SERVICE, name);
      await this.options.invokeAsync(
        caller,
        { ...fn.fullName, qualifier },
        Buffer.from(JSON.stringify({ events: records })),
      );
    } catch (error) {
      const keys = records.map((record) => record.oss.object.key).join(', ');
      this.options.problems.report({
        kind: 'event-lost',
        function: labelOf(fn.fullName),
        reason: `trigger ${name}, ${keys}: ${reasonOf(error)}`,
      });
    } finally {
      this.sending -= 1;
      this.options.onIdle();
    }
  }
}

/** The id of the rule in the bucket. Every record carries it as `ruleId`. */
function ruleId({ fn, name }: TriggerRecord): string {
  return createHash('sha1')
    .update([fn.service?.name ?? '', fn.name, name].join('/'))
    .digest('hex');
}
