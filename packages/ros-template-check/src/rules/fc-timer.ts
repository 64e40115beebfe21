import { timer } from '../limits';
import type { Resource } from '../model';
import { type Rule, resourceRule } from '../rule';
import { type Fields, fieldsOf, isKnown } from '../syntax';
import { textOf } from '../syntax/text-of';
import { member } from '../trigger-config';
import { FC_TRIGGER_TYPES } from '../type-groups';

const type = FC_TRIGGER_TYPES;

const configOf = ({ properties }: Resource): Fields => fieldsOf(properties['TriggerConfig']);
const memberOf = (resource: Resource, name: string) => member(configOf(resource), 'TriggerConfig', name);

const timerRule = (rule: Parameters<typeof resourceRule>[0]): Rule =>
  resourceRule({
    ...rule,
    check: (resource, model) =>
      resource.properties['TriggerType'] === 'timer' ? rule.check(resource, model) : [],
  });

const onlyMembers = (members: string[]) => (resource: Resource) =>
  Object.keys(configOf(resource))
    .filter((name) => !members.includes(name))
    .map((name) => ({ path: `TriggerConfig.${name}`, value: name }));

const MEMBERS = ['CronExpression', 'Enable', 'Payload'];
const small = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Triggers of type `timer`. */
export const FC_TIMER_RULES: Rule[] = [
  timerRule({
    id: 'fc-timer-schedule',
    type,
    must: 'must be @every with minutes or hours, or six fields of cron with a number of seconds, after CRON_TZ=ZONE for another time than UTC',
    check: (resource) => {
      const { path, value } = memberOf(resource, 'CronExpression');
      if (value !== undefined && !isKnown(value)) return [];
      return typeof value === 'string' && 'kind' in timer.readSchedule(value) ? [] : [{ path, value }];
    },
  }),
  timerRule({
    id: 'fc-timer-enable',
    type,
    must: 'must be true or false',
    check: (resource) => {
      const { path, value } = memberOf(resource, 'Enable');
      return value === undefined || !isKnown(value) || /^(true|false)$/i.test(textOf(value))
        ? []
        : [{ path, value }];
    },
  }),
  timerRule({
    id: 'fc-timer-payload',
    type,
    must: `must be a text of at most ${timer.MESSAGE_BYTES} bytes, the most of an asynchronous event`,
    check: (resource) => {
      const { path, value } = memberOf(resource, 'Payload');
      if (value === undefined || !isKnown(value)) return [];
      return typeof value === 'string' && Buffer.byteLength(value) <= timer.MESSAGE_BYTES
        ? []
        : [{ path, value }];
    },
  }),
  timerRule({
    id: 'fc-timer-config',
    verdict: 'unwise',
    type: 'ALIYUN::FC::Trigger',
    must: `must hold only ${MEMBERS.join(', ')}, with capital first letters as the vendor's templates have them`,
    check: onlyMembers(MEMBERS),
  }),
  timerRule({
    id: 'fc3-timer-config',
    verdict: 'unwise',
    type: 'ALIYUN::FC3::Trigger',
    must: `must hold only ${MEMBERS.map(small).join(', ')}, in small letters: ROS hands it to the API as it is`,
    check: onlyMembers(MEMBERS.map(small)),
  }),
];
