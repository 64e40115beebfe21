import { FUNCTION_3_ARN, FUNCTION_ARN, parseArn, QUEUE_ARN } from '../arn';
import { functionCompute as limits, type Range } from '../limits';
import type { Model, Resource } from '../model';
import { mayDo, roleByArn } from '../policies';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { REGION, TENANT } from '../samples';
import { inWords, isWithin } from '../scalars';
import { isKnown, readable } from '../syntax';
import { textOf } from '../syntax/text-of';
import { type Located, valuesAt } from '../values';

/** Where the settings of asynchronous invocations stand in a generation of Function Compute. */
interface Place {
  /** First word of the ids of its rules. */
  id: string;
  type: string;
  /** Before the names of the two limits. */
  path: string;
  /** The path of its destinations. */
  destinations: string;
  age: Range;
  arn: RegExp;
  arnForm: string;
  /** The resource whose role sends to the destinations. */
  homeOf(resource: Resource, model: Model): Resource | undefined;
  /** The function whose invocations are meant. */
  functionOf(resource: Resource, model: Model): Resource | undefined;
  /** The function that an ARN names. */
  target(arn: string, model: Model): Resource | undefined;
}

const functionNamed = (model: Model, FunctionName: unknown) =>
  model.find('ALIYUN::FC3::Function', { FunctionName });

const SECOND: Place = {
  id: 'fc',
  type: 'ALIYUN::FC::Function',
  path: 'AsyncConfiguration.',
  destinations: 'AsyncConfiguration.Destination.*',
  age: limits.ASYNC_EVENT_AGE_SECONDS,
  arn: FUNCTION_ARN,
  arnForm: 'acs:fc:REGION:ACCOUNT:services/SERVICE/functions/FUNCTION',
  homeOf: ({ properties: { ServiceName } }, model) => model.find('ALIYUN::FC::Service', { ServiceName }),
  functionOf: (resource) => resource,
  target(arn, model) {
    const { service, fn } = FUNCTION_ARN.exec(arn)?.groups ?? {};
    return model.find('ALIYUN::FC::Function', { ServiceName: service, FunctionName: fn });
  },
};

const THIRD: Place = {
  id: 'fc3',
  type: 'ALIYUN::FC3::AsyncInvokeConfig',
  path: '',
  destinations: 'DestinationConfig.*.Destination',
  age: limits.ASYNC_EVENT_AGE_SECONDS_FC3,
  arn: FUNCTION_3_ARN,
  arnForm: 'acs:fc:REGION:ACCOUNT:functions/FUNCTION',
  homeOf: ({ properties }, model) => functionNamed(model, properties['FunctionName']),
  functionOf: ({ properties }, model) => functionNamed(model, properties['FunctionName']),
  target: (arn, model) => functionNamed(model, FUNCTION_3_ARN.exec(arn)?.groups?.['fn']),
};

/** The functions of the template that an asynchronous invocation is followed by, of either generation. */
export function destinationFunctions(resource: Resource, model: Model): (Resource | undefined)[] {
  const place = resource.type === THIRD.type ? THIRD : SECOND;
  return destinationsOf(place, resource).map(({ value }) => place.target(value, model));
}

/** The destinations that are text. */
const destinationsOf = ({ destinations }: Place, { properties }: Resource): (Located & { value: string })[] =>
  valuesAt(properties, destinations).filter(
    (one): one is Located & { value: string } => typeof one.value === 'string',
  );

/** The action that a role needs for sending to a destination. */
function actionFor(destination: string): string {
  const arn = parseArn(destination);
  if (arn?.service !== 'mns') return 'fc:InvokeFunction';
  return arn.relative.startsWith('/topics/') ? 'mns:PublishMessage' : 'mns:SendMessage';
}

function rulesOf(place: Place): Rule[] {
  const { id, type, path, destinations, age, arn, arnForm } = place;
  return [
    propertyRule({
      id: `${id}-async-retries`,
      type,
      path: `${path}MaxAsyncRetryAttempts`,
      must: `must be ${inWords(limits.ASYNC_RETRIES)} retries`,
      holds: (retries) => isWithin(retries, limits.ASYNC_RETRIES),
    }),
    propertyRule({
      id: `${id}-async-max-age`,
      type,
      path: `${path}MaxAsyncEventAgeInSeconds`,
      must: `must be ${inWords(age)} seconds`,
      holds: (seconds) => isWithin(seconds, age),
    }),
    propertyRule({
      id: `${id}-destination-form`,
      type,
      path: destinations,
      must: `must be ${arnForm}, or a queue or topic as acs:mns:REGION:ACCOUNT:/queues/NAME/messages`,
      required: true,
      holds: (value) => typeof value === 'string' && (arn.test(value) || QUEUE_ARN.test(value)),
    }),
    propertyRule({
      id: `${id}-destination-home`,
      type,
      path: destinations,
      must: 'must be in the region and the account of the stack',
      holds: (value) => {
        const parsed = parseArn(value);
        return parsed === undefined || (parsed.region === REGION && parsed.account === TENANT);
      },
    }),
    resourceRule({
      id: `${id}-destination-loop`,
      verdict: 'unwise',
      type,
      must: 'must be another function: otherwise the function that failed is called with its own failure',
      check(resource, model) {
        const own = place.functionOf(resource, model);
        return destinationsOf(place, resource).filter(
          ({ value }) => own !== undefined && place.target(value, model) === own,
        );
      },
    }),
    resourceRule({
      id: `${id}-destination-permission`,
      type,
      must: 'must be a destination to which the role of the function may send',
      check: (resource, model) => {
        const home = place.homeOf(resource, model);
        const role = home && roleByArn(model, home.properties['Role']);
        if (!role) return [];
        return destinationsOf(place, resource)
          .filter(({ value }) => isKnown(value) && !mayDo(model, role, actionFor(value), value))
          .map(({ path: where, value }) => ({
            path: where,
            value,
            message: `must be allowed to the role of the function: ${role.id} lacks ${actionFor(value)} on ${textOf(readable(value))}`,
          }));
      },
    }),
  ];
}

export const FC_ASYNC_RULES: Rule[] = [
  ...rulesOf(SECOND),
  ...rulesOf(THIRD),
  resourceRule({
    id: 'fc3-async-function',
    verdict: 'unwise',
    type: THIRD.type,
    must: 'must name a function of this template',
    check: ({ properties: { FunctionName } }, model) =>
      !isKnown(FunctionName) || functionNamed(model, FunctionName)
        ? []
        : [{ path: 'FunctionName', value: FunctionName }],
  }),
  resourceRule({
    id: 'fc3-async-single',
    verdict: 'unwise',
    type: THIRD.type,
    must: 'must be the only settings of its function: the later ones replace the earlier',
    check: (resource, model) => {
      const { FunctionName } = resource.properties;
      return !isKnown(FunctionName) || model.find(THIRD.type, { FunctionName }) === resource
        ? []
        : [{ path: 'FunctionName', value: FunctionName }];
    },
  }),
];
