import { randomUUID } from 'node:crypto';
import { limits } from 'ros-template-check';
import type { Clock } from '../clock';
import { IdleSignal } from '../function-compute/idle-signal';
import type { Authority, Principal } from '../ram/authority';
import { checkEvent } from './check-event';
import { type DeliverySettings, deliver, type RuleTarget } from './delivery';
import { EventBridgeError } from './errors';
import { checkPattern, matches, type Pattern } from './pattern';
import { checkParameter, type TakenEvent } from './transform';

export interface EventRule {
  ruleName: string;
  description?: string;
  enabled: boolean;
  pattern: Pattern;
  targets: RuleTarget[];
}

interface EventBus {
  eventBusName: string;
  description?: string;
  createdAt: number;
  rules: Map<string, EventRule>;
  events: TakenEvent[];
}

export interface EventBridgeOptions extends Omit<DeliverySettings, 'closing'> {
  authority: Authority;
  region: string;
  clock: Clock;
  /** Called for an event that a target did not take, however often it was tried. */
  onGivenUp?: (rule: string, reason: string) => void;
}

export interface PutResult {
  eventId: string;
  error?: EventBridgeError;
}

/** Events that a bus remembers for tests; older ones are forgotten. */
const REMEMBERED = 10_000;

/** Buses, rules and their targets. They end with the process. */
export class EventBridge {
  private readonly buses = new Map<string, EventBus>();
  private readonly closing = new AbortController();
  private readonly idleSignal = new IdleSignal(() => this.open === 0);
  private open = 0;
  private readonly watchers = new Set<(event: TakenEvent) => void>();

  constructor(private readonly options: EventBridgeOptions) {
    // Every account has it, for events of Alibaba Cloud's services.
    this.addBus('default');
  }

  createBus(eventBusName: string, description?: string): string {
    if (!limits.eventBridge.BUS_NAME.test(eventBusName)) {
      throw new EventBridgeError(
        'InvalidArgument',
        `EventBusName must be 2 to 127 letters, digits or hyphens, '${eventBusName}' given.`,
      );
    }
    if (this.buses.has(eventBusName)) {
      throw new EventBridgeError('EventBusAlreadyExist', `The event bus '${eventBusName}' exists already.`);
    }
    this.addBus(eventBusName, description);
    return this.busArn(eventBusName);
  }

  deleteBus(eventBusName: string): void {
    this.bus(eventBusName);
    if (eventBusName === 'default') throw new EventBridgeError('InvalidArgument', 'The bus default stays.');
    this.buses.delete(eventBusName);
  }

  /** @throws EventBridgeError `EventBusNotExist` */
  bus(eventBusName: string): EventBus {
    const found = this.buses.get(eventBusName);
    if (!found)
      throw new EventBridgeError('EventBusNotExist', `The event bus '${eventBusName}' does not exist.`);
    return found;
  }

  allBuses(): EventBus[] {
    return [...this.buses.values()];
  }

  /** The latest events that a bus took, oldest first. */
  eventsOf(eventBusName: string): readonly TakenEvent[] {
    return this.bus(eventBusName).events;
  }

  /** Calls back for every event that any bus takes. */
  watch(taken: (event: TakenEvent) => void): void {
    this.watchers.add(taken);
  }

  createRule(eventBusName: string, rule: EventRule): string {
    const bus = this.bus(eventBusName);
    if (bus.rules.has(rule.ruleName)) {
      throw new EventBridgeError('EventRuleExisted', `The rule '${rule.ruleName}' exists already.`);
    }
    return this.putRule(eventBusName, rule);
  }

  /** Makes or replaces a rule. @throws EventBridgeError `InvalidArgument` */
  putRule(eventBusName: string, rule: EventRule): string {
    checkPattern(rule.pattern);
    if (!limits.eventBridge.RULE_NAME.test(rule.ruleName)) {
      throw new EventBridgeError('InvalidArgument', `RuleName '${rule.ruleName}' is none.`);
    }
    const ids = rule.targets.map(({ id }) => id);
    if (ids.length === 0 || new Set(ids).size < ids.length) {
      throw new EventBridgeError('InvalidArgument', 'A rule must have targets with an Id of their own each.');
    }
    for (const parameter of rule.targets.flatMap(({ parameters }) => parameters)) checkParameter(parameter);
    this.bus(eventBusName).rules.set(rule.ruleName, rule);
    return `${this.busArn(eventBusName)}/rule/${rule.ruleName}`;
  }

  rule(eventBusName: string, ruleName: string): EventRule {
    const found = this.bus(eventBusName).rules.get(ruleName);
    if (!found) throw new EventBridgeError('EventRuleNotExist', `The rule '${ruleName}' does not exist.`);
    return found;
  }

  deleteRule(eventBusName: string, ruleName: string): void {
    this.rule(eventBusName, ruleName);
    this.bus(eventBusName).rules.delete(ruleName);
  }

  /** Takes each event by itself. @throws EventBridgeError for a request that is refused as a whole */
  putEvents(caller: Principal, events: unknown): PutResult[] {
    if (!Array.isArray(events) || events.length === 0) {
      throw new EventBridgeError('InvalidArgument', 'The request must be a list of events.');
    }
    const { EVENTS_PER_REQUEST } = limits.eventBridge;
    if (events.length > EVENTS_PER_REQUEST) {
      throw new EventBridgeError(
        'TooManyEvents',
        `A request must have at most ${EVENTS_PER_REQUEST} events, ${events.length} given.`,
      );
    }
    const checked = events.map(checkEvent);
    for (const { aliyuneventbusname } of checked)
      this.authorizeBus(caller, 'PutEvents', String(aliyuneventbusname));
    return checked.map((event) => this.put(event));
  }

  /** @throws EventBridgeError `NoPermission` unless the caller may do it on the bus */
  authorizeBus(caller: Principal, action: string, eventBusName: string): void {
    if (this.options.authority.isAllowed(caller, `eventbridge:${action}`, this.busArn(eventBusName))) return;
    throw new EventBridgeError(
      'NoPermission',
      `The caller is not authorized to perform 'eventbridge:${action}' on '${this.busArn(eventBusName)}'.`,
    );
  }

  busArn(eventBusName: string): string {
    const { authority, region } = this.options;
    return `acs:eventbridge:${region}:${authority.accountId}:eventbus/${eventBusName}`;
  }

  /** Resolves when every event was delivered or given up. */
  idle(): Promise<void> {
    return this.idleSignal.wait();
  }

  close(): void {
    this.closing.abort();
    this.idleSignal.tell();
  }

  private addBus(eventBusName: string, description?: string): void {
    const createdAt = this.options.clock.now();
    this.buses.set(eventBusName, { eventBusName, description, createdAt, rules: new Map(), events: [] });
  }

  private put(event: TakenEvent): PutResult {
    const eventId = String(event['id']);
    const name = String(event['aliyuneventbusname']);
    try {
      if (name === 'default') {
        throw new EventBridgeError('InvalidEvent', 'The bus default takes events of cloud services only.');
      }
      const bus = this.bus(name);
      const { authority, region, clock } = this.options;
      const taken = {
        ...event,
        aliyunaccountid: authority.accountId,
        aliyunregionid: region,
        aliyunpublishtime: new Date(clock.now()).toISOString(),
      };
      bus.events.push(taken);
      if (bus.events.length > REMEMBERED) bus.events.shift();
      for (const watcher of this.watchers) watcher(taken);
      for (const rule of bus.rules.values()) {
        if (rule.enabled && matches(rule.pattern, taken)) this.send(rule, taken);
      }
      return { eventId };
    } catch (error) {
      if (error instanceof EventBridgeError) return { eventId, error };
      throw error;
    }
  }

  private send({ ruleName, targets }: EventRule, event: TakenEvent): void {
    const settings = { ...this.options, closing: this.closing.signal };
    for (const target of targets) {
      this.open += 1;
      void deliver(target, event, settings).then((reason) => {
        this.open -= 1;
        if (reason !== undefined && !this.closing.signal.aborted) {
          this.options.onGivenUp?.(ruleName, `target ${target.id}: ${reason}`);
        }
        this.idleSignal.tell();
      });
    }
  }
}

/** For answers that name a trace. */
export const newTraceId = (): string => randomUUID().replaceAll('-', '').toUpperCase();
