import { FUNCTION_ARN, parseArn, QUEUE_ARN } from '../arn';
import { functionCompute as limits } from '../limits';
import type { Model, Resource } from '../model';
import { mayDo, roleByArn } from '../policies';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { REGION, TENANT } from '../samples';
import { inWords, isWithin } from '../scalars';
import { isKnown, readable } from '../syntax';
import { textOf } from '../syntax/text-of';
import { type Located, valuesAt } from '../values';

const type = 'ALIYUN::FC::Function';
const DESTINATIONS = 'AsyncConfiguration.Destination.*';

/** The destinations of a function that are text. */
const destinations = ({ properties }: Resource): (Located & { value: string })[] =>
  valuesAt(properties, DESTINATIONS).filter(
    (one): one is Located & { value: string } => typeof one.value === 'string',
  );

function roleOf(model: Model, { properties: { ServiceName } }: Resource): Resource | undefined {
  const service = model.find('ALIYUN::FC::Service', { ServiceName });
  return service && roleByArn(model, service.properties['Role']);
}

/** The action that a service's role needs for sending to a destination. */
function actionFor(destination: string): string {
  const arn = parseArn(destination);
  if (arn?.service !== 'mns') return 'fc:InvokeFunction';
  return arn.relative.startsWith('/topics/') ? 'mns:PublishMessage' : 'mns:SendMessage';
}

export const FC_ASYNC_RULES: Rule[] = [
  propertyRule({
    id: 'fc-async-retries',
    type,
    path: 'AsyncConfiguration.MaxAsyncRetryAttempts',
    must: `must be ${inWords(limits.ASYNC_RETRIES)} retries`,
    holds: (retries) => isWithin(retries, limits.ASYNC_RETRIES),
  }),
  propertyRule({
    id: 'fc-async-max-age',
    type,
    path: 'AsyncConfiguration.MaxAsyncEventAgeInSeconds',
    must: `must be ${inWords(limits.ASYNC_EVENT_AGE_SECONDS)} seconds`,
    holds: (age) => isWithin(age, limits.ASYNC_EVENT_AGE_SECONDS),
  }),
  propertyRule({
    id: 'fc-destination-form',
    type,
    path: DESTINATIONS,
    must:
      'must be acs:fc:REGION:ACCOUNT:services/SERVICE/functions/FUNCTION, or a queue or topic as ' +
      'acs:mns:REGION:ACCOUNT:/queues/NAME/messages',
    required: true,
    holds: (arn) => typeof arn === 'string' && (FUNCTION_ARN.test(arn) || QUEUE_ARN.test(arn)),
  }),
  propertyRule({
    id: 'fc-destination-home',
    type,
    path: DESTINATIONS,
    must: 'must be in the region and the account of the stack',
    holds: (value) => {
      const arn = parseArn(value);
      return arn === undefined || (arn.region === REGION && arn.account === TENANT);
    },
  }),
  resourceRule({
    id: 'fc-destination-loop',
    verdict: 'unwise',
    type,
    must: 'must be another function: otherwise the function that failed is called with its own failure',
    check: (resource, model) =>
      destinations(resource).filter(({ value }) => {
        const { service, fn } = FUNCTION_ARN.exec(value)?.groups ?? {};
        const target = model.find(type, { ServiceName: service, FunctionName: fn });
        return target?.id === resource.id;
      }),
  }),
  resourceRule({
    id: 'fc-destination-permission',
    type,
    must: 'must be a destination to which the role of the service may send',
    check: (resource, model) => {
      const role = roleOf(model, resource);
      if (!role) return [];
      return destinations(resource)
        .filter(({ value }) => isKnown(value) && !mayDo(model, role, actionFor(value), value))
        .map(({ path, value }) => ({
          path,
          value,
          message: `must be allowed to the role of the service: ${role.id} lacks ${actionFor(value)} on ${textOf(readable(value))}`,
        }));
    },
  }),
];
