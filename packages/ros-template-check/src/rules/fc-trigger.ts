import { BUCKET_ARN, ROLE_ARN } from '../arn';
import { functionCompute as limits, oss } from '../limits';
import type { Model, Resource } from '../model';
import { mayDo, roleByArn, trusts } from '../policies';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { REGION, TENANT } from '../samples';
import { isOneOf, matches } from '../scalars';
import { type Fields, fieldsOf, isFields, isKnown, listOf } from '../syntax';
import { textOf } from '../syntax/text-of';
import { bucketOfTrigger, member } from '../trigger-config';
import { FC_TRIGGER_TYPES } from '../type-groups';
import { type Located, valuesAt } from '../values';

const SECOND = 'ALIYUN::FC::Trigger';
const THIRD = 'ALIYUN::FC3::Trigger';
const type = FC_TRIGGER_TYPES;

const isOss = ({ properties }: Resource) => properties['TriggerType'] === 'oss';
const configOf = ({ properties }: Resource): Fields => fieldsOf(properties['TriggerConfig']);
const eventsOf = (resource: Resource) => member(configOf(resource), 'TriggerConfig', 'Events');

function keyOf(resource: Resource): Located {
  const filter = member(configOf(resource), 'TriggerConfig', 'Filter');
  return member(filter.value, filter.path, 'Key');
}

function siblings(resource: Resource, model: Model): Resource[] {
  const bucket = bucketOfTrigger(resource);
  return model.ofType(...type).filter((one) => isOss(one) && bucketOfTrigger(one) === bucket);
}

function filterOf(resource: Resource): { prefix: string; suffix: string } {
  const { path, value } = keyOf(resource);
  const text = (name: string) => textOf(member(value, path, name).value ?? '');
  return { prefix: text('Prefix'), suffix: text('Suffix') };
}

/** Whether one key can match both pairs of prefix and suffix, so that one event would call both triggers. */
function overlap(one: Resource, other: Resource): boolean {
  const [a, b] = [filterOf(one), filterOf(other)];
  const listened = listOf(eventsOf(other).value);
  return (
    listOf(eventsOf(one).value).some((event) => listened.includes(event)) &&
    (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
    (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
  );
}

/** Keys of an object that are not known. */
function unknownKeys(value: unknown, path: string, known: string[]) {
  return Object.keys(fieldsOf(value))
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: `${path}.${key}`, value: key }));
}

const ossRule = (rule: Parameters<typeof resourceRule>[0]): Rule =>
  resourceRule({ ...rule, check: (resource, model) => (isOss(resource) ? rule.check(resource, model) : []) });

export const FC_TRIGGER_RULES: Rule[] = [
  propertyRule({
    id: 'fc-trigger-type',
    type,
    path: 'TriggerType',
    must: `must be one of ${limits.TRIGGER_TYPES.join(', ')}`,
    holds: (kind) => isOneOf(kind, limits.TRIGGER_TYPES),
  }),
  resourceRule({
    id: 'fc-trigger-function',
    verdict: 'unwise',
    type: SECOND,
    must: 'must name a function of this template in its service',
    check: ({ properties: { ServiceName, FunctionName } }, model) =>
      !isKnown([ServiceName, FunctionName]) ||
      model.find('ALIYUN::FC::Function', { ServiceName, FunctionName })
        ? []
        : [{ path: 'FunctionName', value: FunctionName }],
  }),
  resourceRule({
    id: 'fc3-trigger-function',
    verdict: 'unwise',
    type: THIRD,
    must: 'must name a function of this template',
    check: ({ properties: { FunctionName } }, model) =>
      !isKnown(FunctionName) || model.find('ALIYUN::FC3::Function', { FunctionName })
        ? []
        : [{ path: 'FunctionName', value: FunctionName }],
  }),
  ossRule({
    id: 'fc-trigger-events',
    type,
    must: 'must list events of OSS by their names with the prefix oss:',
    check: (resource) => {
      const { path, value: list } = eventsOf(resource);
      if (!Array.isArray(list) || list.length === 0) return [{ path, value: list }];
      return valuesAt(resource.properties, `${path}.*`).filter(
        ({ value }) => isKnown(value) && !oss.EVENT_NAMES.includes(textOf(value)),
      );
    },
  }),
  ossRule({
    id: 'fc-trigger-event-family',
    verdict: 'unwise',
    type,
    must: 'must name each event: ObjectCreated:* also means the start and every part of a multipart upload',
    check: (resource) =>
      valuesAt(resource.properties, `${eventsOf(resource).path}.*`).filter(({ value }) =>
        oss.EVENT_WILDCARDS.includes(textOf(value)),
      ),
  }),
  ossRule({
    id: 'fc-trigger-config',
    verdict: 'unwise',
    type: SECOND,
    must: 'must hold only BucketName, Events and Filter.Key with Prefix and Suffix, with capital first letters',
    check: (resource) => {
      const config = configOf(resource);
      const filter = fieldsOf(config['Filter']);
      return [
        ...unknownKeys(config, 'TriggerConfig', ['BucketName', 'Events', 'Filter']),
        ...unknownKeys(filter, 'TriggerConfig.Filter', ['Key']),
        ...unknownKeys(filter['Key'], 'TriggerConfig.Filter.Key', ['Prefix', 'Suffix']),
      ];
    },
  }),
  ossRule({
    id: 'fc3-trigger-config',
    verdict: 'unwise',
    type: THIRD,
    must: 'must hold only events and filter.key with prefix and suffix, in small letters: ROS hands it to the API as it is',
    check: (resource) => {
      const config = configOf(resource);
      const filter = fieldsOf(config['filter']);
      return [
        ...unknownKeys(config, 'TriggerConfig', ['events', 'filter']),
        ...unknownKeys(filter, 'TriggerConfig.filter', ['key']),
        ...unknownKeys(filter['key'], 'TriggerConfig.filter.key', ['prefix', 'suffix']),
      ];
    },
  }),
  ossRule({
    id: 'fc-trigger-filter',
    type,
    must: `must be an object with texts of at most ${oss.OBJECT_KEY_BYTES} bytes and without wildcards, which OSS does not take`,
    check: (resource) => {
      const { path, value: key } = keyOf(resource);
      if (!isFields(key)) return [{ path, value: key }];
      return valuesAt(resource.properties, `${path}.*`).filter(
        ({ value }) =>
          typeof value !== 'string' || value.includes('*') || Buffer.byteLength(value) > oss.OBJECT_KEY_BYTES,
      );
    },
  }),
  ossRule({
    id: 'fc-trigger-source',
    type,
    must: 'must be the ARN of a bucket, acs:oss:REGION:ACCOUNT:BUCKET',
    check: ({ properties: { SourceArn } }) =>
      matches(SourceArn, BUCKET_ARN) ? [] : [{ path: 'SourceArn', value: SourceArn }],
  }),
  ossRule({
    id: 'fc-trigger-bucket',
    verdict: 'unwise',
    type: SECOND,
    must: 'must be the bucket that SourceArn names',
    check: (resource) => {
      const source = textOf(resource.properties['SourceArn']);
      const bucket = bucketOfTrigger(resource);
      return !BUCKET_ARN.test(source) || source.endsWith(`:${textOf(bucket)}`)
        ? []
        : [{ path: 'TriggerConfig.BucketName', value: bucket }];
    },
  }),
  ossRule({
    id: 'fc-trigger-role',
    type,
    must: 'must be the ARN of the role that OSS invokes the function with, acs:ram::ACCOUNT:role/NAME',
    check: ({ properties: { InvocationRole } }) =>
      matches(InvocationRole, ROLE_ARN) ? [] : [{ path: 'InvocationRole', value: InvocationRole }],
  }),
  ossRule({
    id: 'fc-trigger-role-trust',
    verdict: 'unwise',
    type,
    must: 'must be a role that lets oss.aliyuncs.com assume it',
    check: ({ properties: { InvocationRole } }, model) =>
      trusts(model, InvocationRole, 'oss.aliyuncs.com')
        ? []
        : [{ path: 'InvocationRole', value: InvocationRole }],
  }),
  ossRule({
    id: 'fc-trigger-permission',
    verdict: 'unwise',
    type: SECOND,
    must: 'must be a role that may invoke the function',
    check: ({ properties }, model) => {
      const { ServiceName, FunctionName, InvocationRole, Qualifier } = properties;
      const role = roleByArn(model, InvocationRole);
      const arn = (service: string) =>
        `acs:fc:${REGION}:${TENANT}:services/${service}/functions/${textOf(FunctionName)}`;
      const forms = [
        arn(textOf(ServiceName)),
        arn(`${textOf(ServiceName)}.${textOf(Qualifier ?? 'LATEST')}`),
      ];
      // The documentation requires both: the service alone, and the service with a version or alias.
      return !role || forms.every((form) => mayDo(model, role, 'fc:InvokeFunction', form))
        ? []
        : [{ path: 'InvocationRole', value: InvocationRole }];
    },
  }),
  ossRule({
    id: 'fc3-trigger-permission',
    verdict: 'unwise',
    type: THIRD,
    must: 'must be a role that may invoke the function, with a qualifier also functions/NAME/QUALIFIER',
    check: ({ properties: { FunctionName, InvocationRole, Qualifier } }, model) => {
      const role = roleByArn(model, InvocationRole);
      const arn = `acs:fc:${REGION}:${TENANT}:functions/${textOf(FunctionName)}`;
      const forms = Qualifier === undefined ? [arn] : [arn, `${arn}/${textOf(Qualifier)}`];
      return !role || forms.every((form) => mayDo(model, role, 'fc:InvokeFunction', form))
        ? []
        : [{ path: 'InvocationRole', value: InvocationRole }];
    },
  }),
  ossRule({
    id: 'fc-trigger-count',
    type,
    must: `must be one of at most ${limits.TRIGGERS_PER_BUCKET} triggers of its bucket`,
    check: (resource, model) =>
      siblings(resource, model).indexOf(resource) >= limits.TRIGGERS_PER_BUCKET
        ? [{ path: 'SourceArn', value: resource.properties['SourceArn'] }]
        : [],
  }),
  ossRule({
    id: 'fc-trigger-overlap',
    type,
    must: 'must not listen to the same events of the same keys as another trigger of the bucket',
    check: (resource, model) => {
      const all = siblings(resource, model);
      const twin = all.slice(0, all.indexOf(resource)).find((one) => overlap(one, resource));
      const { path, value } = member(configOf(resource), 'TriggerConfig', 'Filter');
      return twin ? [{ path, value }] : [];
    },
  }),
];
