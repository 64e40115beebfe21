import type { Verdict } from '../finding';
import type { Model, Resource } from '../model';
import { policiesOfRole, roleByArn } from '../policies';
import { comesTooEarly, dependsOnOf, type Rule } from '../rule';
import { fieldsOf } from '../syntax';
import { bucketOfTrigger } from '../trigger-config';
import { FC_FUNCTION_TYPES, FC_HOME_TYPES, FC_TRIGGER_TYPES, INSTANCE_TYPES } from '../type-groups';
import { destinationFunctions } from './fc-async';

interface Order {
  id: string;
  /** @default 'refused' */
  verdict?: Verdict;
  type: string | string[];
  must: string;
  /** The resources in the template that this one needs. */
  needs(resource: Resource, model: Model): (Resource | undefined)[];
}

const one = (model: Model, type: string | string[], names: Record<string, unknown>) => [
  model.find(type, names),
];

/** The properties that name the logstore of a service, and also its index. */
function logsOf(logConfig: unknown) {
  const { Project, Logstore } = fieldsOf(logConfig);
  return { ProjectName: Project, LogstoreName: Logstore };
}

/** The policies that give a role its rights, without the role itself, for which there is another rule. */
const policiesBehind = (model: Model, arn: unknown): Resource[] => {
  const role = roleByArn(model, arn);
  const attachments = model
    .ofType('ALIYUN::RAM::AttachPolicyToRole')
    .filter(({ properties }) => properties['RoleName'] === role?.properties['RoleName']);
  return role ? [...policiesOfRole(model, role), ...attachments].filter(({ id }) => id !== role.id) : [];
};

const ORDERS: Order[] = [
  {
    id: 'order-table-instance',
    type: 'ALIYUN::OTS::Table',
    must: 'must come after its instance, which is not deleted while it has tables',
    needs: ({ properties: { InstanceName } }, model) => one(model, INSTANCE_TYPES, { InstanceName }),
  },
  {
    id: 'order-search-index-table',
    type: 'ALIYUN::OTS::SearchIndex',
    must: 'must come after its table, which is not deleted while it has an index',
    needs: ({ properties: { InstanceName, TableName } }, model) =>
      one(model, 'ALIYUN::OTS::Table', { InstanceName, TableName }),
  },
  {
    id: 'order-logstore-project',
    type: 'ALIYUN::SLS::Logstore',
    must: 'must come after its project',
    needs: ({ properties: { ProjectName } }, model) =>
      one(model, 'ALIYUN::SLS::Project', { Name: ProjectName }),
  },
  {
    id: 'order-index-logstore',
    type: 'ALIYUN::SLS::Index',
    must: 'must come after its logstore',
    needs: ({ properties: { ProjectName, LogstoreName } }, model) =>
      one(model, 'ALIYUN::SLS::Logstore', { ProjectName, LogstoreName }),
  },
  {
    id: 'order-fc-role',
    type: FC_HOME_TYPES,
    must: 'must come after its role',
    needs: ({ properties: { Role } }, model) => [roleByArn(model, Role)],
  },
  {
    id: 'order-fc-policy',
    verdict: 'unwise',
    type: FC_HOME_TYPES,
    must: 'must come after the policies of its role: a function would run without its rights',
    needs: ({ properties: { Role } }, model) => policiesBehind(model, Role),
  },
  {
    id: 'order-fc-logs',
    type: FC_HOME_TYPES,
    must: 'must come after its logstore',
    needs: ({ properties: { LogConfig } }, model) => one(model, 'ALIYUN::SLS::Logstore', logsOf(LogConfig)),
  },
  {
    id: 'order-fc-log-index',
    verdict: 'unwise',
    type: FC_HOME_TYPES,
    must: 'must come after the index of its logstore: logs from before the index are never found',
    needs: ({ properties: { LogConfig } }, model) => one(model, 'ALIYUN::SLS::Index', logsOf(LogConfig)),
  },
  {
    id: 'order-function-service',
    type: 'ALIYUN::FC::Function',
    must: 'must come after its service',
    needs: ({ properties: { ServiceName } }, model) => one(model, 'ALIYUN::FC::Service', { ServiceName }),
  },
  {
    id: 'order-function-table',
    verdict: 'unwise',
    type: FC_FUNCTION_TYPES,
    must: 'must come after the table that its environment names: an event could come before the table',
    needs: ({ properties: { EnvironmentVariables } }, model) => {
      const values = Object.values(fieldsOf(EnvironmentVariables));
      const tables = model
        .ofType('ALIYUN::OTS::Table')
        .filter(({ properties }) => values.includes(properties['TableName']));
      const ofNamedInstance = tables.filter(({ properties }) => values.includes(properties['InstanceName']));
      // Tables in different instances can have the same name. The environment may also not name the instance.
      return ofNamedInstance.length > 0 ? ofNamedInstance : tables;
    },
  },
  {
    id: 'order-function-destination',
    verdict: 'unwise',
    type: ['ALIYUN::FC::Function', 'ALIYUN::FC3::AsyncInvokeConfig'],
    must: 'must come after the functions that are its destinations',
    needs: destinationFunctions,
  },
  {
    id: 'order-async-function',
    type: 'ALIYUN::FC3::AsyncInvokeConfig',
    must: 'must come after its function',
    needs: ({ properties: { FunctionName } }, model) => one(model, 'ALIYUN::FC3::Function', { FunctionName }),
  },
  {
    id: 'order-trigger-async',
    verdict: 'unwise',
    type: 'ALIYUN::FC3::Trigger',
    must: 'must come after the asynchronous settings of its function: the first events would be without them',
    needs: ({ properties: { FunctionName } }, model) =>
      one(model, 'ALIYUN::FC3::AsyncInvokeConfig', { FunctionName }),
  },
  {
    id: 'order-trigger-function',
    type: FC_TRIGGER_TYPES,
    must: 'must come after its function',
    needs: ({ type, properties: { ServiceName, FunctionName } }, model) =>
      type === 'ALIYUN::FC3::Trigger'
        ? one(model, 'ALIYUN::FC3::Function', { FunctionName })
        : one(model, 'ALIYUN::FC::Function', { ServiceName, FunctionName }),
  },
  {
    id: 'order-trigger-role',
    type: FC_TRIGGER_TYPES,
    must: 'must come after its role',
    needs: ({ properties: { InvocationRole } }, model) => [roleByArn(model, InvocationRole)],
  },
  {
    id: 'order-trigger-policy',
    verdict: 'unwise',
    type: FC_TRIGGER_TYPES,
    must: 'must come after the policies of its role: the first events would be refused',
    needs: ({ properties: { InvocationRole } }, model) => policiesBehind(model, InvocationRole),
  },
  {
    id: 'order-trigger-bucket',
    type: FC_TRIGGER_TYPES,
    must: 'must come after its bucket',
    needs: (trigger, model) => one(model, 'ALIYUN::OSS::Bucket', { BucketName: bucketOfTrigger(trigger) }),
  },
];

/** The order follows from DependsOn and from references. */
export const ORDER_RULES: Rule[] = ORDERS.map(({ id, verdict = 'refused', type, must, needs }) => ({
  id,
  verdict,
  where: dependsOnOf(type),
  must,
  checkModel: (model) =>
    model.ofType(...[type].flat()).flatMap((resource) =>
      needs(resource, model)
        .filter((needed) => needed !== undefined)
        .filter((needed) => needed.id !== resource.id)
        .filter((needed) => !model.waitsFor(resource.id, needed.id))
        .map((needed) => comesTooEarly(resource, needed, must)),
    ),
}));
