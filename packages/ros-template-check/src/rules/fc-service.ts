import { ROLE_ARN } from '../arn';
import { functionCompute as limits } from '../limits';
import { mayDo, roleByArn, trusts } from '../policies';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { REGION, TENANT } from '../samples';
import { matches } from '../scalars';
import { fieldsOf, isKnown } from '../syntax';
import { textOf } from '../syntax/text-of';
import { valuesAt } from '../values';
import { fcNameRule } from './fc-name';

const type = 'ALIYUN::FC::Service';

export const FC_SERVICE_RULES: Rule[] = [
  fcNameRule(
    'fc-service-name',
    [type, 'ALIYUN::FC::Function'],
    'ServiceName',
    limits.SERVICE_NAME_CHARACTERS,
    limits.SERVICE_NAME,
  ),
  fcNameRule(
    'fc-function-name',
    'ALIYUN::FC::Function',
    'FunctionName',
    limits.FUNCTION_NAME_CHARACTERS,
    limits.FUNCTION_NAME,
  ),
  propertyRule({
    id: 'fc-service-role',
    type,
    path: 'Role',
    must: 'must be the ARN of a role, acs:ram::ACCOUNT:role/NAME',
    holds: (role) => matches(role, ROLE_ARN),
  }),
  propertyRule({
    id: 'fc-service-role-missing',
    verdict: 'unwise',
    type,
    path: 'Role',
    must: 'must be given: without a role a function has no credentials',
    required: true,
    holds: (role) => role !== undefined,
  }),
  resourceRule({
    id: 'fc-service-role-trust',
    verdict: 'unwise',
    type,
    must: 'must be a role that lets fc.aliyuncs.com assume it',
    check: ({ properties: { Role } }, model) =>
      trusts(model, Role, 'fc.aliyuncs.com') ? [] : [{ path: 'Role', value: Role }],
  }),
  resourceRule({
    id: 'fc-service-logs',
    type,
    must: 'must name both a project and a logstore, or neither',
    check: ({ properties }) =>
      valuesAt(properties, 'LogConfig')
        .filter(({ value }) => {
          const { Project, Logstore } = fieldsOf(value);
          return value !== undefined && (Project === undefined) !== (Logstore === undefined);
        })
        .map(({ path, value }) => ({ path, value })),
  }),
  resourceRule({
    id: 'fc-service-logs-exist',
    verdict: 'unwise',
    type,
    must: 'must name a logstore of this template',
    check: ({ properties }, model) => {
      const { Project, Logstore } = fieldsOf(properties['LogConfig']);
      const wanted = { ProjectName: Project, LogstoreName: Logstore };
      if (Logstore === undefined || !isKnown(wanted)) return [];
      return model.find('ALIYUN::SLS::Logstore', wanted)
        ? []
        : [{ path: 'LogConfig.Logstore', value: `${textOf(Project)}/${textOf(Logstore)}` }];
    },
  }),
  resourceRule({
    id: 'fc-service-logs-permission',
    verdict: 'unwise',
    type,
    must: 'must have a role that may log:PostLogStoreLogs to its logstore',
    check: ({ properties: { LogConfig, Role } }, model) => {
      const { Project, Logstore } = fieldsOf(LogConfig);
      const role = roleByArn(model, Role);
      const store = `acs:log:${REGION}:${TENANT}:project/${textOf(Project)}/logstore/${textOf(Logstore)}`;
      return Logstore === undefined || !role || mayDo(model, role, 'log:PostLogStoreLogs', store)
        ? []
        : [{ path: 'LogConfig.Logstore', value: Logstore }];
    },
  }),
  propertyRule({
    id: 'fc-service-log-rule',
    type,
    path: 'LogConfig.LogBeginRule',
    must: 'must be None or DefaultRegex',
    holds: (rule) => ['None', 'DefaultRegex'].includes(textOf(rule)),
  }),
];
