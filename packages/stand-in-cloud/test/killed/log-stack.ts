import OSS from 'ali-oss';
import type { Cloud } from '../../src/cloud';

export const BUCKET = 'uploads-here';

/** Notes each event in a file. While another file is missing, events of keys that begin with `held` wait. */
const CODE = `
const { appendFileSync, existsSync } = require('node:fs');
exports.handler = async (event) => {
  for (const { oss: { object } } of JSON.parse(event).events) {
    while (object.key.startsWith('held') && !existsSync(process.env.GATE)) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    appendFileSync(process.env.LOG, object.key + ' ' + object.eTag + '\\n');
  }
};`;

const role = (name: string, service: string, action: string): object => ({
  Type: 'ALIYUN::RAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Version: '1',
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: [service] } }],
    },
    Policies: [
      {
        PolicyName: name,
        PolicyDocument: { Version: '1', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] },
      },
    ],
  },
});

const get = (resource: string, attribute: string): object => ({ 'Fn::GetAtt': [resource, attribute] });

/** Deploys a bucket whose uploads start a function. */
export async function deploy(cloud: Cloud, environment: { LOG: string; GATE: string }): Promise<OSS> {
  await cloud.ros.createStack({
    name: 'uploads',
    template: {
      ROSTemplateFormatVersion: '2015-09-01',
      Resources: {
        Bucket: { Type: 'ALIYUN::OSS::Bucket', Properties: { BucketName: BUCKET, AccessControl: 'private' } },
        Caller: role('caller', 'oss.aliyuncs.com', 'fc:InvokeFunction'),
        Wait: { Type: 'ALIYUN::ROS::Sleep', Properties: { CreateDuration: 60 }, DependsOn: 'Caller' },
        Service: { Type: 'ALIYUN::FC::Service', Properties: { ServiceName: 'uploads' } },
        Function: {
          Type: 'ALIYUN::FC::Function',
          Properties: {
            ServiceName: get('Service', 'ServiceName'),
            FunctionName: 'note',
            Runtime: 'nodejs20',
            Handler: 'index.handler',
            Timeout: 600,
            Code: { SourceCode: CODE },
            EnvironmentVariables: environment,
          },
        },
        Trigger: {
          Type: 'ALIYUN::FC::Trigger',
          DependsOn: 'Wait',
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
              Filter: { Key: {} },
            },
          },
        },
      },
    },
  });
  return ossClient(cloud);
}

export function ossClient({ rootKey, oss, region }: Cloud): OSS {
  return new OSS({
    ...rootKey,
    endpoint: oss.endpoint,
    region: `oss-${region}`,
    authorizationV4: true,
    sldEnable: true,
    bucket: BUCKET,
  } as OSS.Options);
}
