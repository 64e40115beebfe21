import * as z from 'zod';
import type { Principal } from '../ram/authority';
import { type EventBridge, type EventRule, newTraceId } from './event-bridge';
import { checkPattern, matches } from './pattern';
import { parseJson, readForm, ruleForm, targetOf } from './rule-form';

type Operation = (service: EventBridge, caller: Principal, body: unknown) => object;

const busForm = z.object({ EventBusName: z.string(), Description: z.string().nullish() });
const onRule = z.object({ EventBusName: z.string(), RuleName: z.string() });
const pageForm = z.object({
  NamePrefix: z.string().nullish(),
  RuleNamePrefix: z.string().nullish(),
  EventBusName: z.string().nullish(),
  Limit: z.number().int().min(1).max(100).nullish(),
  NextToken: z.string().nullish(),
});

/** Reads the request, asks whether the caller may do it on the bus, and does it. */
const on =
  <T extends { EventBusName: string }>(
    action: string,
    form: z.ZodType<T>,
    run: (service: EventBridge, given: T) => object,
  ): Operation =>
  (service, caller, body) => {
    const given = readForm(form, body);
    service.authorizeBus(caller, action, given.EventBusName);
    return run(service, given);
  };

const ruleOf = (given: z.output<typeof ruleForm>): EventRule => {
  const pattern = parseJson(given.FilterPattern, 'FilterPattern');
  checkPattern(pattern);
  return {
    ruleName: given.RuleName,
    description: given.Description ?? undefined,
    enabled: given.Status !== 'DISABLE',
    pattern,
    targets: given.Targets.map(targetOf),
  };
};

const ruleView = ({ ruleName, description, enabled, pattern, targets }: EventRule) => ({
  RuleName: ruleName,
  Description: description ?? '',
  Status: enabled ? 'ENABLE' : 'DISABLE',
  FilterPattern: JSON.stringify(pattern),
  Targets: targets.map(({ id, type, endpoint, pushRetryStrategy }) => ({
    Id: id,
    Type: type,
    Endpoint: endpoint,
    PushRetryStrategy: pushRetryStrategy,
  })),
});

/** A page of a list; the token is the place of the next item. */
function pageOf<T>(all: T[], { Limit, NextToken }: z.output<typeof pageForm>) {
  const start = Number(NextToken ?? 0);
  const end = start + (Limit ?? 10);
  return {
    items: all.slice(start, end),
    Total: all.length,
    ...(end < all.length ? { NextToken: String(end) } : {}),
  };
}

const setStatus = (enabled: boolean) => (service: EventBridge, given: z.output<typeof onRule>) => {
  service.putRule(given.EventBusName, { ...service.rule(given.EventBusName, given.RuleName), enabled });
  return {};
};

/** Operations by their place in the path, `/openapi/NAME`. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  putEvents(service, caller, body) {
    const results = service.putEvents(caller, body);
    return {
      FailedEntryCount: results.filter(({ error }) => error).length,
      EntryList: results.map(({ eventId, error }) =>
        error
          ? { EventId: eventId, ErrorCode: error.code, ErrorMessage: error.message }
          : { EventId: eventId, TraceId: newTraceId() },
      ),
    };
  },
  createEventBus: on('CreateEventBus', busForm, (service, { EventBusName, Description }) => ({
    EventBusARN: service.createBus(EventBusName, Description ?? undefined),
  })),
  getEventBus: on('GetEventBus', busForm, (service, { EventBusName }) => {
    const { description, createdAt } = service.bus(EventBusName);
    return {
      EventBusName,
      EventBusARN: service.busArn(EventBusName),
      Description: description ?? '',
      CreateTimestamp: createdAt,
    };
  }),
  deleteEventBus: on('DeleteEventBus', busForm, (service, { EventBusName }) => {
    service.deleteBus(EventBusName);
    return {};
  }),
  listEventBuses(service, caller, body) {
    const given = readForm(pageForm, body);
    service.authorizeBus(caller, 'ListEventBuses', '*');
    const found = service
      .allBuses()
      .filter(({ eventBusName }) => eventBusName.startsWith(given.NamePrefix ?? ''));
    const { items, ...page } = pageOf(found, given);
    return {
      ...page,
      EventBuses: items.map(({ eventBusName, description, createdAt }) => ({
        EventBusName: eventBusName,
        EventBusARN: service.busArn(eventBusName),
        Description: description ?? '',
        CreateTimestamp: createdAt,
      })),
    };
  },
  createRule: on('CreateRule', ruleForm, (service, given) => ({
    RuleARN: service.createRule(given.EventBusName, ruleOf(given)),
  })),
  getRule: on('GetRule', onRule, (service, { EventBusName, RuleName }) => ({
    EventBusName,
    ...ruleView(service.rule(EventBusName, RuleName)),
  })),
  deleteRule: on('DeleteRule', onRule, (service, { EventBusName, RuleName }) => {
    service.deleteRule(EventBusName, RuleName);
    return {};
  }),
  enableRule: on('EnableRule', onRule, setStatus(true)),
  disableRule: on('DisableRule', onRule, setStatus(false)),
  listRules(service, caller, body) {
    const given = readForm(pageForm, body);
    const EventBusName = given.EventBusName ?? 'default';
    service.authorizeBus(caller, 'ListRules', EventBusName);
    const prefix = given.RuleNamePrefix ?? '';
    const found = [...service.bus(EventBusName).rules.values()].filter(({ ruleName }) =>
      ruleName.startsWith(prefix),
    );
    const { items, ...page } = pageOf(found, given);
    return { ...page, Rules: items.map((rule) => ({ EventBusName, ...ruleView(rule) })) };
  },
  testEventPattern(_service, _caller, body) {
    const { Event, EventPattern } = readForm(z.object({ Event: z.string(), EventPattern: z.string() }), body);
    const pattern = parseJson(EventPattern, 'EventPattern');
    checkPattern(pattern);
    return { Result: matches(pattern, parseJson(Event, 'Event')) };
  },
};
