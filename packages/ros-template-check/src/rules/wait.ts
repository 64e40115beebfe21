import { ros } from '../limits';
import type { Model, Resource } from '../model';
import { roleByArn } from '../policies';
import { comesTooEarly, dependsOnOf, propertyRule, type Rule, resourceRule } from '../rule';
import { numberOf } from '../scalars';
import { fieldsOf } from '../syntax';
import { FC_HOME_TYPES, FC_TRIGGER_TYPES, INSTANCE_TYPES } from '../type-groups';

const SLEEP = 'ALIYUN::ROS::Sleep';
const MINIMUM = ros.SECONDS_UNTIL_USABLE;
const { min, max } = ros.SLEEP_SECONDS;

/** Whether one resource is created before another, and a long enough wait between them. */
function waitsLongEnough(model: Model, user: Resource, needed: Resource): boolean {
  return model
    .ofType(SLEEP)
    .filter(({ properties }) => numberOf(properties['CreateDuration'] ?? 0) >= MINIMUM)
    .some((sleep) => model.waitsFor(user.id, sleep.id) && model.waitsFor(sleep.id, needed.id));
}

interface Wait {
  id: string;
  type: string | string[];
  /** Why it is not usable at once, in words. */
  reason: string;
  /** The resources in the template that are not usable at once. */
  needs(resource: Resource, model: Model): (Resource | undefined)[];
}

const WAITS: Wait[] = [
  {
    id: 'wait-table',
    type: 'ALIYUN::OTS::Table',
    reason: 'the name of a new instance is not known at once',
    needs: ({ properties: { InstanceName } }, model) => [model.find(INSTANCE_TYPES, { InstanceName })],
  },
  {
    id: 'wait-search-index',
    type: 'ALIYUN::OTS::SearchIndex',
    reason: 'a new table answers OTSTableNotReady for about a minute',
    needs: ({ properties: { InstanceName, TableName } }, model) => [
      model.find('ALIYUN::OTS::Table', { InstanceName, TableName }),
    ],
  },
  {
    id: 'wait-fc',
    type: FC_HOME_TYPES,
    reason: 'Function Compute does not know new roles and log projects at once',
    needs: ({ properties: { Role, LogConfig } }, model) => [
      roleByArn(model, Role),
      model.find('ALIYUN::SLS::Project', { Name: fieldsOf(LogConfig)['Project'] }),
    ],
  },
  {
    id: 'wait-trigger',
    type: FC_TRIGGER_TYPES,
    reason: 'Function Compute does not know new roles at once',
    needs: ({ properties: { InvocationRole } }, model) => [roleByArn(model, InvocationRole)],
  },
];

/** Where the order itself is wrong, the rules of the order say so and these are silent. */
const waitRule = ({ id, type, reason, needs }: Wait): Rule => {
  const must = `must come after an ${SLEEP} of at least ${MINIMUM} seconds that comes after what it uses: ${reason}`;
  return {
    id,
    verdict: 'unwise',
    where: dependsOnOf(type),
    must,
    checkModel: (model) =>
      model.ofType(...[type].flat()).flatMap((resource) =>
        needs(resource, model)
          .filter((needed) => needed !== undefined)
          .filter((needed) => model.waitsFor(resource.id, needed.id))
          .filter((needed) => !waitsLongEnough(model, resource, needed))
          .map((needed) => comesTooEarly(resource, needed, must)),
      ),
  };
};

export const WAIT_RULES: Rule[] = [
  ...['CreateDuration', 'UpdateDuration', 'UpdateRollbackDuration', 'DeleteDuration'].map((path) =>
    propertyRule({
      id: `ros-sleep-${path
        .replace(/Duration$/, '')
        .replace(/(?<=.)[A-Z]/, '-$&')
        .toLowerCase()}`,
      type: SLEEP,
      path,
      must: `must be ${min} to ${max} seconds`,
      holds: (seconds) => numberOf(seconds) >= min && numberOf(seconds) <= max,
    }),
  ),
  resourceRule({
    id: 'ros-sleep-triggers',
    verdict: 'unwise',
    type: SLEEP,
    must: 'must have Triggers where it has UpdateDuration: an update waits only when they change',
    check: ({ properties: { UpdateDuration, Triggers } }) =>
      UpdateDuration === undefined || Object.keys(fieldsOf(Triggers)).length > 0
        ? []
        : [{ path: 'Triggers', value: Triggers }],
  }),
  ...WAITS.map(waitRule),
];
