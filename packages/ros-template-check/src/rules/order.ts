import { FUNCTION_ARN } from '../arn';
import type { Verdict } from '../finding';
import type { Model, Resource } from '../model';
import { policiesOfRole, roleByArn } from '../policies';
import { INSTANCE_TYPES } from '../resource-types';
import type { Rule } from '../rule';
import { fieldsOf, listOf } from '../syntax';
import { textOf } from '../syntax/text-of';
import { valuesAt } from '../values';

interface Order {
  id: string;
  /** @default 'refused' */
  verdict?: Verdict;
  type: string;
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
    id: 'order-service-role',
    type: 'ALIYUN::FC::Service',
    must: 'must come after its role',
    needs: ({ properties: { Role } }, model) => [roleByArn(model, Role)],
  },
  {
    id: 'order-service-policy',
    verdict: 'unwise',
    type: 'ALIYUN::FC::Service',
    must: 'must come after the policies of its role: its functions would run without their rights',
    needs: ({ properties: { Role } }, model) => policiesBehind(model, Role),
  },
  {
    id: 'order-service-logs',
    type: 'ALIYUN::FC::Service',
    must: 'must come after its logstore',
    needs: ({ properties: { LogConfig } }, model) => one(model, 'ALIYUN::SLS::Logstore', logsOf(LogConfig)),
  },
  {
    id: 'order-service-log-index',
    verdict: 'unwise',
    type: 'ALIYUN::FC::Service',
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
    type: 'ALIYUN::FC::Function',
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
    type: 'ALIYUN::FC::Function',
    must: 'must come after the functions that are its destinations',
    needs: ({ properties }, model) =>
      valuesAt(properties, 'AsyncConfiguration.Destination.*').map(({ value }) => {
        const { service, fn } = FUNCTION_ARN.exec(textOf(value))?.groups ?? {};
        return model.find('ALIYUN::FC::Function', { ServiceName: service, FunctionName: fn });
      }),
  },
  {
    id: 'order-trigger-function',
    type: 'ALIYUN::FC::Trigger',
    must: 'must come after its function',
    needs: ({ properties: { ServiceName, FunctionName } }, model) =>
      one(model, 'ALIYUN::FC::Function', { ServiceName, FunctionName }),
  },
  {
    id: 'order-trigger-role',
    type: 'ALIYUN::FC::Trigger',
    must: 'must come after its role',
    needs: ({ properties: { InvocationRole } }, model) => [roleByArn(model, InvocationRole)],
  },
  {
    id: 'order-trigger-policy',
    verdict: 'unwise',
    type: 'ALIYUN::FC::Trigger',
    must: 'must come after the policies of its role: the first events would be refused',
    needs: ({ properties: { InvocationRole } }, model) => policiesBehind(model, InvocationRole),
  },
  {
    id: 'order-trigger-bucket',
    type: 'ALIYUN::FC::Trigger',
    must: 'must come after its bucket',
    needs: ({ properties: { TriggerConfig } }, model) =>
      one(model, 'ALIYUN::OSS::Bucket', { BucketName: fieldsOf(TriggerConfig)['BucketName'] }),
  },
];

/** The order follows from DependsOn and from references. */
export const ORDER_RULES: Rule[] = ORDERS.map(({ id, verdict = 'refused', type, must, needs }) => ({
  id,
  verdict,
  where: `DependsOn of ${type.replace('ALIYUN::', '')}`,
  must,
  checkModel: (model) =>
    model.ofType(type).flatMap((resource) =>
      needs(resource, model)
        .filter((needed) => needed !== undefined)
        .filter((needed) => needed.id !== resource.id)
        .filter((needed) => !model.waitsFor(resource.id, needed.id))
        .map((needed) => ({
          logicalId: resource.id,
          path: `${resource.path}.DependsOn`,
          value: listOf(resource.source['DependsOn']),
          message: `${must} (${needed.id})`,
        })),
    ),
}));
