import { ROLE_ARN } from '../arn';
import { mayDo, roleByArn, trusts } from '../policies';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { REGION, TENANT } from '../samples';
import { matches } from '../scalars';
import { fieldsOf, isKnown, listOf } from '../syntax';
import { textOf } from '../syntax/text-of';
import { FC_HOME_TYPES } from '../type-groups';
import { valuesAt } from '../values';

/** In Function Compute 2 the service has role and logs, in Function Compute 3 each function has its own. */
const type = FC_HOME_TYPES;

export const FC_ROLE_AND_LOG_RULES: Rule[] = [
  propertyRule({
    id: 'fc-role',
    type,
    path: 'Role',
    must: 'must be the ARN of a role, acs:ram::ACCOUNT:role/NAME',
    holds: (role) => matches(role, ROLE_ARN),
  }),
  propertyRule({
    id: 'fc-role-missing',
    verdict: 'unwise',
    type,
    path: 'Role',
    must: 'must be given: without a role a function has no credentials',
    required: true,
    holds: (role) => role !== undefined,
  }),
  resourceRule({
    id: 'fc-role-trust',
    verdict: 'unwise',
    type,
    must: 'must be a role that lets fc.aliyuncs.com assume it',
    check: ({ properties: { Role } }, model) =>
      trusts(model, Role, 'fc.aliyuncs.com') ? [] : [{ path: 'Role', value: Role }],
  }),
  resourceRule({
    id: 'fc-logs',
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
    id: 'fc-logs-exist',
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
    id: 'fc-logs-permission',
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
    id: 'fc-log-rule',
    type,
    path: 'LogConfig.LogBeginRule',
    must: 'must be None or DefaultRegex',
    holds: (rule) => ['None', 'DefaultRegex'].includes(textOf(rule)),
  }),
  resourceRule({
    id: 'fc-log-rule-json',
    verdict: 'unwise',
    type,
    must: 'must be None where the index looks into JSON: with DefaultRegex lines are one entry up to the next that begins with a date',
    check: ({ properties: { LogConfig } }, model) => {
      const { Project, Logstore, LogBeginRule } = fieldsOf(LogConfig);
      const index = model.find('ALIYUN::SLS::Index', { ProjectName: Project, LogstoreName: Logstore });
      const looksIntoJson = listOf(index?.properties['KeyIndices']).some(
        (key) => fieldsOf(key)['Type'] === 'json',
      );
      return LogBeginRule === 'DefaultRegex' && looksIntoJson
        ? [{ path: 'LogConfig.LogBeginRule', value: LogBeginRule }]
        : [];
    },
  }),
];
