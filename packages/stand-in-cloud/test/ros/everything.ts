import { CODE_BUCKET } from './account';
import type { Json } from './shelf';

const trust = (service: string): Json => ({
  Version: 1,
  Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: [service] } }],
});

const allow = (Action: unknown, Resource: unknown): Json => ({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

const get = (resource: string, attribute: string): Json => ({ 'Fn::GetAtt': [resource, attribute] });

/** A template with a resource of every type, and with different ways to refer to resources. */
export function everything(): {
  ROSTemplateFormatVersion: string;
  Resources: Record<string, { Properties: Json } & Json>;
  Outputs: Json;
} {
  const index = { InstanceName: get('Instance', 'InstanceName'), TableName: get('Table', 'TableName') };
  return {
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: {
      Bucket: {
        Type: 'ALIYUN::OSS::Bucket',
        Properties: { BucketName: 'uploads-here', AccessControl: 'private', Tags: { team: 'source' } },
      },
      Instance: {
        Type: 'ALIYUN::OTS::InstanceV2',
        Properties: { InstanceName: 'source-1', ClusterType: 'SSD', NetworkTypeACL: ['VPC'] },
      },
      Older: { Type: 'ALIYUN::OTS::Instance', Properties: { InstanceName: 'source-2' } },
      Table: {
        Type: 'ALIYUN::OTS::Table',
        Properties: {
          InstanceName: { Ref: 'Instance' },
          TableName: 'Rows',
          PrimaryKey: [{ Name: 'Id', Type: 'STRING' }],
          TimeToLive: '-1',
        },
      },
      Search: {
        Type: 'ALIYUN::OTS::SearchIndex',
        Properties: {
          ...index,
          IndexName: 'rows',
          FieldSchemas: [{ FieldName: 'Format', FieldType: 'FieldType.KEYWORD', EnableSortAndAgg: true }],
        },
      },
      Project: { Type: 'ALIYUN::SLS::Project', Properties: { Name: 'source-logs' } },
      Store: {
        Type: 'ALIYUN::SLS::Logstore',
        Properties: { ProjectName: get('Project', 'Name'), LogstoreName: 'extract', TTL: 7, ShardCount: 1 },
      },
      Words: {
        Type: 'ALIYUN::SLS::Index',
        Properties: {
          ProjectName: get('Store', 'ProjectName'),
          LogstoreName: get('Store', 'LogstoreName'),
          FullTextIndex: { Enable: true },
        },
      },
      Reads: {
        Type: 'ALIYUN::RAM::ManagedPolicy',
        Properties: {
          PolicyName: 'reads',
          PolicyDocument: allow('oss:GetObject', [{ 'Fn::Sub': 'acs:oss:*:*:${Bucket}/*' }]),
        },
      },
      Worker: {
        Type: 'ALIYUN::RAM::Role',
        Properties: {
          RoleName: 'worker',
          AssumeRolePolicyDocument: trust('fc.aliyuncs.com'),
          Policies: [{ PolicyName: 'writes', PolicyDocument: allow('ots:PutRow', '*') }],
          PolicyAttachments: { System: ['AliyunLogFullAccess'] },
        },
      },
      WorkerReads: {
        Type: 'ALIYUN::RAM::AttachPolicyToRole',
        Properties: {
          PolicyType: 'Custom',
          PolicyName: get('Reads', 'PolicyName'),
          RoleName: get('Worker', 'RoleName'),
        },
      },
      Ann: { Type: 'ALIYUN::RAM::User', Properties: { UserName: 'ann', Comments: 'Looks.' } },
      AnnReads: {
        Type: 'ALIYUN::RAM::AttachPolicyToUser',
        Properties: { PolicyType: 'Custom', PolicyName: { Ref: 'Reads' }, UserName: { Ref: 'Ann' } },
      },
      Key: { Type: 'ALIYUN::RAM::AccessKey', Properties: { UserName: get('Ann', 'UserName') } },
      Caller: {
        Type: 'ALIYUN::RAM::Role',
        Properties: {
          RoleName: 'caller',
          AssumeRolePolicyDocument: trust('oss.aliyuncs.com'),
          Policies: [
            {
              PolicyName: 'calls',
              PolicyDocument: allow('fc:InvokeFunction', [get('Function', 'ARN'), get('Alone', 'ARN')]),
            },
          ],
        },
      },
      Service: {
        Type: 'ALIYUN::FC::Service',
        Properties: {
          ServiceName: 'source',
          Role: get('Worker', 'Arn'),
          LogConfig: { Project: get('Project', 'Name'), Logstore: get('Store', 'LogstoreName') },
        },
      },
      Function: {
        Type: 'ALIYUN::FC::Function',
        Properties: {
          ServiceName: get('Service', 'ServiceName'),
          FunctionName: 'greet',
          Runtime: 'nodejs20',
          Handler: 'index.handler',
          Code: { OssBucketName: CODE_BUCKET, OssObjectName: 'v1.zip' },
          EnvironmentVariables: { GREETING: 'hello' },
        },
      },
      Trigger: {
        Type: 'ALIYUN::FC::Trigger',
        Properties: {
          ServiceName: get('Service', 'ServiceName'),
          FunctionName: get('Function', 'FunctionName'),
          TriggerName: 'uploads',
          TriggerType: 'oss',
          SourceArn: { 'Fn::Sub': 'acs:oss:${ALIYUN::Region}:${ALIYUN::TenantId}:${Bucket}' },
          InvocationRole: get('Caller', 'Arn'),
          TriggerConfig: {
            BucketName: get('Bucket', 'Name'),
            Events: ['oss:ObjectCreated:PutObject'],
            Filter: { Key: { Prefix: 'in/' } },
          },
        },
      },
      Alone: {
        Type: 'ALIYUN::FC3::Function',
        Properties: {
          FunctionName: 'greet',
          Runtime: 'nodejs20',
          Handler: 'index.handler',
          Code: { OssBucketName: CODE_BUCKET, OssObjectName: 'v1.zip' },
          EnvironmentVariables: { GREETING: 'alone' },
          Role: get('Worker', 'Arn'),
          LogConfig: { Project: get('Project', 'Name'), Logstore: get('Store', 'LogstoreName') },
        },
      },
      Events: {
        Type: 'ALIYUN::FC3::AsyncInvokeConfig',
        Properties: { FunctionName: get('Alone', 'FunctionName'), MaxAsyncRetryAttempts: '1' },
      },
      News: {
        Type: 'ALIYUN::EventBridge::Rule',
        Properties: {
          EventBusName: 'source-news',
          RuleName: 'to-function',
          FilterPattern: { source: ['tests'] },
          Targets: [
            {
              Id: 'alone',
              Type: 'acs.fc.function',
              Endpoint: get('Alone', 'ARN'),
              ParamList: [{ ResourceKey: 'Body', Form: 'ORIGINAL' }],
            },
          ],
        },
      },
      Listener: {
        Type: 'ALIYUN::FC3::Trigger',
        DependsOn: 'Events',
        Properties: {
          FunctionName: get('Alone', 'FunctionName'),
          TriggerName: 'uploads',
          TriggerType: 'oss',
          SourceArn: { 'Fn::Sub': 'acs:oss:${ALIYUN::Region}:${ALIYUN::TenantId}:${Bucket}' },
          InvocationRole: get('Caller', 'Arn'),
          TriggerConfig: {
            events: ['oss:ObjectCreated:PutObject'],
            filter: { key: { prefix: 'out/' } },
          },
        },
      },
    },
    Outputs: {
      Role: { Value: get('Worker', 'Arn') },
      Function: { Value: get('Function', 'ARN') },
      Alone: { Value: get('Alone', 'ARN') },
      Domain: { Value: get('Bucket', 'InternalDomainName') },
      Endpoint: { Value: get('Older', 'VpcEndpoint') },
    },
  };
}

/** The same template, with some properties of one resource replaced. */
export function changed(id: string, properties: Json): ReturnType<typeof everything> {
  const body = everything();
  const resource = body.Resources[id];
  if (!resource) throw new Error(id);
  Object.assign(resource.Properties, properties);
  return body;
}
