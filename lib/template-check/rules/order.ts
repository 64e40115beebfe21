import { FUNCTION_ARN } from '../arn';
import type { Model, Resource } from '../model';
import { policiesOfRole, roleByArn } from '../policies';
import type { Rule } from '../rule';
import { fieldsOf, listOf } from '../template';
import { valuesAt } from '../values';

const INSTANCES = ['ALIYUN::OTS::InstanceV2', 'ALIYUN::OTS::Instance'];

interface Order {
  id: string;
  type: string;
  must: string;
  /** What the resource can not do without, where the template has it. */
  needs(resource: Resource, model: Model): (Resource | undefined)[];
}

const one = (model: Model, type: string | string[], names: Record<string, unknown>) => [
  model.find(type, names),
];

/** The policies that give a role its rights; the role itself comes by its own rule. */
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
    needs: ({ properties: { InstanceName } }, model) => one(model, INSTANCES, { InstanceName }),
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
    type: 'ALIYUN::FC::Service',
    must: 'must come after the policies of its role: its functions would run without their rights',
    needs: ({ properties: { Role } }, model) => policiesBehind(model, Role),
  },
  {
    id: 'order-service-logs',
    type: 'ALIYUN::FC::Service',
    must: 'must come after its logstore and the index, without which earlier logs are never found',
    needs: ({ properties: { LogConfig } }, model) => {
      const { Project, Logstore } = fieldsOf(LogConfig);
      const names = { ProjectName: Project, LogstoreName: Logstore };
      return ['ALIYUN::SLS::Logstore', 'ALIYUN::SLS::Index'].flatMap((type) => one(model, type, names));
    },
  },
  {
    id: 'order-function-service',
    type: 'ALIYUN::FC::Function',
    must: 'must come after its service',
    needs: ({ properties: { ServiceName } }, model) => one(model, 'ALIYUN::FC::Service', { ServiceName }),
  },
  {
    id: 'order-function-table',
    type: 'ALIYUN::FC::Function',
    must: 'must come after the table that its environment names: an event could come before the table',
    needs: ({ properties: { EnvironmentVariables } }, model) => {
      const values = Object.values(fieldsOf(EnvironmentVariables));
      const tables = model
        .ofType('ALIYUN::OTS::Table')
        .filter(({ properties }) => values.includes(properties['TableName']));
      const ofNamedInstance = tables.filter(({ properties }) => values.includes(properties['InstanceName']));
      // Tables of several instances can have one name; an environment may also leave the instance to the code.
      return ofNamedInstance.length > 0 ? ofNamedInstance : tables;
    },
  },
  {
    id: 'order-function-destination',
    type: 'ALIYUN::FC::Function',
    must: 'must come after the functions that are its destinations',
    needs: ({ properties }, model) =>
      valuesAt(properties, 'AsyncConfiguration.Destination.*').map(({ value }) => {
        const { service, fn } = FUNCTION_ARN.exec(String(value))?.groups ?? {};
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

/** Order comes from DependsOn and from references alike. */
export const ORDER_RULES: Rule[] = ORDERS.map(({ id, type, must, needs }) => ({
  id,
  where: `DependsOn of ${type.replace('ALIYUN::', '')}`,
  must,
  checkModel: (model) =>
    model.ofType(type).flatMap((resource) =>
      needs(resource, model)
        .filter((needed) => needed !== undefined)
        .filter((needed) => needed.id !== resource.id)
        .filter((needed) => !model.dependencies.waitsFor(resource.id, needed.id))
        .map((needed) => ({
          logicalId: resource.id,
          path: `${resource.path}.DependsOn`,
          value: listOf(resource.source['DependsOn']),
          message: `${must} (${needed.id})`,
        })),
    ),
}));
