import { createHash } from 'node:crypto';
import { limits } from 'ros-template-check';
import type { Clock } from '../clock';
import type { OssEventRecord, OssService } from '../oss/service';
import type { Principal } from '../ram/authority';
import { reasonOf } from '../reason-of';
import type { Settling } from '../settling';
import type { DeliveryPlan } from './delivery-plan';
import { FcError } from './errors';
import { EventDelivery } from './event-delivery';
import type { FunctionName } from './function-name';
import { type Generations, labelOf } from './generation';
import { checkName } from './name-limits';
import { refuseNewcomers } from './newcomers';
import type { ProblemList } from './problems';
import { checkQualifier } from './qualifier';
import type { FunctionRecord, Registry, TriggerRecord } from './registry';
import { OSS_SERVICE, type RoleSessions } from './role-sessions';
import type { TriggerOptions } from './service';
import { checkTrigger } from './trigger-limits';

interface OssTriggersOptions {
  generations: Generations;
  registry: Registry;
  oss: OssService;
  sessions: RoleSessions;
  problems: ProblemList;
  clock: Clock;
  region: string;
  accountId: string;
  plan: DeliveryPlan;
  timeScale: number;
  settling?: Settling;
  invokeAsync(caller: Principal, name: FunctionName, payload: Buffer): Promise<string>;
  onIdle(): void;
}

/**
 * Triggers of type `oss`: each is a rule of its bucket. Every event is an asynchronous call with the invocation role.
 */
export class OssTriggers {
  private readonly deliveries = new Map<TriggerRecord, EventDelivery>();
  private ordinal = 0;
  private sending = 0;

  constructor(private readonly options: OssTriggersOptions) {}

  create(fn: FunctionRecord, name: string, options: TriggerOptions): void {
    checkName('Trigger', name);
    const bucket = this.check(fn, options);
    if (fn.triggers.has(name)) {
      throw new FcError('TriggerAlreadyExists', `trigger '${name}' already exists in function '${fn.name}'`);
    }
    if (fn.triggers.size >= limits.functionCompute.TRIGGERS_PER_FUNCTION) {
      throw new FcError(
        'LimitExceeded',
        `function '${fn.name}' already has ${limits.functionCompute.TRIGGERS_PER_FUNCTION} triggers`,
      );
    }
    this.checkBucketLimit(bucket);
    const trigger = { fn, name, options, bucket, createdAt: this.options.clock.now() };
    this.subscribe(trigger);
    this.deliveries.set(trigger, this.deliveryOf(trigger));
    fn.triggers.set(name, trigger);
  }

  /** Records that are already on their way are delivered by the new options. */
  update(trigger: TriggerRecord, options: TriggerOptions): void {
    const old = { options: trigger.options, bucket: trigger.bucket };
    const bucket = this.check(trigger.fn, options);
    if (bucket !== old.bucket) {
      this.checkBucketLimit(bucket);
    }
    this.options.oss.suspendNotification(ruleId(trigger));
    try {
      Object.assign(trigger, { options, bucket });
      this.subscribe(trigger);
    } catch (error) {
      Object.assign(trigger, old);
      this.subscribe(trigger);
      throw error;
    }
  }

  delete(trigger: TriggerRecord): void {
    this.options.oss.removeNotification(ruleId(trigger));
    this.deliveries.get(trigger)?.close();
    this.deliveries.delete(trigger);
    trigger.fn.triggers.delete(trigger.name);
    this.options.onIdle();
  }

  get isIdle(): boolean {
    return this.sending === 0 && [...this.deliveries.values()].every((delivery) => delivery.isEmpty);
  }

  /** The rules stay in the buckets: a later process delivers their events. */
  close(): void {
    for (const [trigger, delivery] of this.deliveries) {
      this.options.oss.suspendNotification(ruleId(trigger));
      delivery.close();
    }
    this.deliveries.clear();
  }

  private check(fn: FunctionRecord, options: TriggerOptions): string {
    const { region, accountId, oss } = this.options;
    const bucket = checkTrigger(options, { region, accountId });
    refuseNewcomers(this.options.settling, { role: options.invocationRole });
    checkQualifier({ ...fn.fullName, qualifier: options.qualifier });
    if (!oss.hasBucket(bucket)) {
      throw new FcError('InvalidArgument', `SourceArn: bucket '${bucket}' does not exist.`);
    }
    return bucket;
  }

  private checkBucketLimit(bucket: string): void {
    const all = this.options.registry.functions().flatMap((fn) => [...fn.triggers.values()]);
    if (
      all.filter((trigger) => trigger.bucket === bucket).length >= limits.functionCompute.TRIGGERS_PER_BUCKET
    ) {
      throw new FcError(
        'LimitExceeded',
        `bucket '${bucket}' already has ${limits.functionCompute.TRIGGERS_PER_BUCKET} triggers`,
      );
    }
  }

  private subscribe(trigger: TriggerRecord): void {
    const { events, prefix, suffix } = trigger.options;
    try {
      this.options.oss.addNotification({
        id: ruleId(trigger),
        bucket: trigger.bucket,
        events,
        prefix,
        suffix,
        deliver: (record) => this.deliveries.get(trigger)?.take(record) ?? Promise.resolve(false),
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
    const { fn, options, name } = trigger;
    const { qualifier = this.options.generations.of(fn.fullName).defaultQualifier } = options;
    this.sending += 1;
    try {
      const caller = this.options.sessions.principal(options.invocationRole, OSS_SERVICE, name);
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
