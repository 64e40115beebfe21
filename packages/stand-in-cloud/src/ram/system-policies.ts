import { parsePolicy, type Statement } from './policy-document';

function allow(...actions: string[]): Statement[] {
  return parsePolicy({ Version: '1', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
}

/** The system policies of the services in this package, as far as their content is documented. */
export const SYSTEM_POLICIES: ReadonlyMap<string, Statement[]> = new Map([
  ['AdministratorAccess', allow('*')],
  ['AliyunOSSFullAccess', allow('oss:*')],
  ['AliyunOSSReadOnlyAccess', allow('oss:Get*', 'oss:List*')],
  ['AliyunOTSFullAccess', allow('ots:*')],
  ['AliyunOTSReadOnlyAccess', allow('ots:BatchGet*', 'ots:Describe*', 'ots:Get*', 'ots:List*', 'ots:Search')],
  [
    'AliyunOTSWriteOnlyAccess',
    allow('ots:BatchWrite*', 'ots:Delete*', 'ots:Insert*', 'ots:Put*', 'ots:Update*'),
  ],
  ['AliyunLogFullAccess', allow('log:*')],
  ['AliyunLogReadOnlyAccess', allow('log:Get*', 'log:List*', 'log:Query*')],
  ['AliyunFCFullAccess', allow('fc:*')],
  ['AliyunFCReadOnlyAccess', allow('fc:Get*', 'fc:List*')],
  ['AliyunRAMFullAccess', allow('ram:*')],
  ['AliyunROSFullAccess', allow('ros:*')],
  ['AliyunSTSAssumeRoleAccess', allow('sts:AssumeRole')],
  // The documented policy for the role of an OSS trigger, without its rights on message queues.
  ['AliyunOSSEventNotificationRolePolicy', allow('fc:InvokeFunction')],
  ['AliyunFCInvocationAccess', allow('fc:InvokeFunction')],
]);
