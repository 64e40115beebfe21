import { ros as limits } from '../limits';
import type { Model, Resource } from '../model';
import type { Rule } from '../rule';
import { isOneOf } from '../scalars';
import { INSTANCE_TYPES } from '../type-groups';

const isKept = ({ source }: Resource) => source['DeletionPolicy'] === 'Retain';

/** The container of a resource. It cannot be deleted while its content is kept, or its content is deleted with it. */
function homeOf({ type, properties }: Resource, model: Model): Resource | undefined {
  const { InstanceName, TableName, ProjectName, ServiceName, FunctionName } = properties;
  switch (type) {
    case 'ALIYUN::OTS::Table':
      return model.find(INSTANCE_TYPES, { InstanceName });
    case 'ALIYUN::OTS::SearchIndex':
      return model.find('ALIYUN::OTS::Table', { InstanceName, TableName });
    case 'ALIYUN::SLS::Logstore':
    case 'ALIYUN::SLS::Index':
      return model.find('ALIYUN::SLS::Project', { Name: ProjectName });
    case 'ALIYUN::FC::Function':
    case 'ALIYUN::FC::Trigger':
      return model.find('ALIYUN::FC::Service', { ServiceName });
    case 'ALIYUN::FC3::Trigger':
    case 'ALIYUN::FC3::AsyncInvokeConfig':
      return model.find('ALIYUN::FC3::Function', { FunctionName });
    default:
      return undefined;
  }
}

const problem = (resource: Resource) => ({
  logicalId: resource.id,
  path: `${resource.path}.DeletionPolicy`,
  value: resource.source['DeletionPolicy'] ?? 'Delete',
});

export const DELETION_RULES: Rule[] = [
  {
    id: 'deletion-policy',
    verdict: 'refused',
    where: 'DeletionPolicy',
    must: `must be ${limits.DELETION_POLICIES.join(' or ')}`,
    checkModel: (model) =>
      model.resources
        .filter(
          ({ source }) =>
            source['DeletionPolicy'] !== undefined &&
            !isOneOf(source['DeletionPolicy'], limits.DELETION_POLICIES),
        )
        .map(problem),
  },
  {
    id: 'deletion-home',
    verdict: 'refused',
    where: 'DeletionPolicy',
    must: 'must be Retain, because something in it is Retain: a service refuses to delete what is not empty',
    checkModel: (model) => {
      const homes = model.resources.filter(isKept).map((resource) => homeOf(resource, model));
      const refused = homes.filter((home) => home !== undefined && !isKept(home)) as Resource[];
      return [...new Set(refused)].map(problem);
    },
  },
  {
    id: 'deletion-table',
    verdict: 'unwise',
    where: 'DeletionPolicy',
    must: 'must be Retain, because its instance is Retain: an instance without its tables is of no use',
    checkModel: (model) =>
      model
        .ofType('ALIYUN::OTS::Table')
        .filter((table) => !isKept(table) && homeOf(table, model) && isKept(homeOf(table, model)!))
        .map(problem),
  },
];
