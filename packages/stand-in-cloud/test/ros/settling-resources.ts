/** Resources of which some can be used only a moment after they were made, each with the sleeps that they need. */

export interface Definition {
  Type: string;
  Properties: Record<string, unknown>;
  DependsOn?: string[];
}
export type Resources = Record<string, Definition>;

export const sleep = (seconds: number, ...after: string[]): Definition => ({
  Type: 'ALIYUN::ROS::Sleep',
  Properties: { CreateDuration: seconds, UpdateDuration: seconds, Triggers: { after } },
  DependsOn: after,
});

export const role = (name: string, service: string): Definition => ({
  Type: 'ALIYUN::RAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: [service] } }],
    },
  },
});

export const roleArn = (name: string) => ({ 'Fn::Sub': `acs:ram::\${ALIYUN::TenantId}:role/${name}` });

export const LOGS: Resources = {
  Project: { Type: 'ALIYUN::SLS::Project', Properties: { Name: 'logs' } },
  Store: {
    Type: 'ALIYUN::SLS::Logstore',
    Properties: { ProjectName: 'logs', LogstoreName: 'lines' },
    DependsOn: ['Project'],
  },
};

export const SERVICE: Resources = {
  ...LOGS,
  Role: role('runner', 'fc.aliyuncs.com'),
  Wait: sleep(60, 'Role', 'Store'),
  Service: {
    Type: 'ALIYUN::FC::Service',
    Properties: {
      ServiceName: 'service',
      Role: roleArn('runner'),
      LogConfig: { Project: 'logs', Logstore: 'lines', LogBeginRule: 'None' },
    },
    DependsOn: ['Wait'],
  },
};

export const TABLE: Resources = {
  Instance: {
    Type: 'ALIYUN::OTS::InstanceV2',
    Properties: { InstanceName: 'files', ClusterType: 'SSD', NetworkTypeACL: ['VPC', 'CLASSIC'] },
  },
  Wait: sleep(60, 'Instance'),
  Table: {
    Type: 'ALIYUN::OTS::Table',
    Properties: {
      InstanceName: 'files',
      TableName: 'Rows',
      PrimaryKey: [{ Name: 'Id', Type: 'STRING' }],
    },
    DependsOn: ['Wait'],
  },
  WaitMore: sleep(60, 'Table'),
  Index: {
    Type: 'ALIYUN::OTS::SearchIndex',
    Properties: {
      InstanceName: 'files',
      TableName: 'Rows',
      IndexName: 'RowsIndex',
      FieldSchemas: [{ FieldName: 'Id', FieldType: 'FieldType.KEYWORD' }],
    },
    DependsOn: ['WaitMore'],
  },
};

export const FUNCTION: Resources = {
  ...SERVICE,
  Bucket: { Type: 'ALIYUN::OSS::Bucket', Properties: { BucketName: 'uploads' } },
  Function: {
    Type: 'ALIYUN::FC::Function',
    Properties: {
      ServiceName: 'service',
      FunctionName: 'fn',
      Handler: 'index.handler',
      Runtime: 'nodejs20',
      Code: { SourceCode: 'exports.handler = async () => 1;' },
    },
    DependsOn: ['Service'],
  },
  TriggerRole: role('caller', 'oss.aliyuncs.com'),
  WaitMore: sleep(60, 'TriggerRole', 'Service'),
  Trigger: {
    Type: 'ALIYUN::FC::Trigger',
    Properties: {
      ServiceName: 'service',
      FunctionName: 'fn',
      TriggerName: 'objects',
      TriggerType: 'oss',
      InvocationRole: roleArn('caller'),
      SourceArn: { 'Fn::Sub': `acs:oss:\${ALIYUN::Region}:\${ALIYUN::TenantId}:uploads` },
      TriggerConfig: { BucketName: 'uploads', Events: ['oss:ObjectCreated:PutObject'] },
    },
    DependsOn: ['WaitMore', 'Function', 'Bucket'],
  },
};

/** Of Function Compute 3, where a function has role and logs itself. */
export const ALONE: Resources = {
  ...LOGS,
  Role: role('runner', 'fc.aliyuncs.com'),
  TriggerRole: role('caller', 'oss.aliyuncs.com'),
  Bucket: { Type: 'ALIYUN::OSS::Bucket', Properties: { BucketName: 'uploads' } },
  Wait: sleep(60, 'Role', 'Store'),
  Function: {
    Type: 'ALIYUN::FC3::Function',
    Properties: {
      FunctionName: 'fn',
      Role: roleArn('runner'),
      LogConfig: { Project: 'logs', Logstore: 'lines' },
      Handler: 'index.handler',
      Runtime: 'nodejs20',
      Code: { SourceCode: 'exports.handler = async () => 1;' },
    },
    DependsOn: ['Wait'],
  },
  WaitMore: sleep(60, 'TriggerRole', 'Function'),
  Trigger: {
    Type: 'ALIYUN::FC3::Trigger',
    Properties: {
      FunctionName: 'fn',
      TriggerName: 'objects',
      TriggerType: 'oss',
      InvocationRole: roleArn('caller'),
      SourceArn: { 'Fn::Sub': `acs:oss:\${ALIYUN::Region}:\${ALIYUN::TenantId}:uploads` },
      TriggerConfig: { events: ['oss:ObjectCreated:PutObject'] },
    },
    DependsOn: ['WaitMore', 'Function', 'Bucket'],
  },
};
