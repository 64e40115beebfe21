import { ARN } from './cases';
import { changed } from './change-template';
import { UPLOADS, type UploadsTemplate } from './uploads';

const get = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });

const { Resources, ...sections } = UPLOADS as UploadsTemplate & { Outputs: Record<string, unknown> };
const { WorkerService, FailureService, ...others } = Resources;

/** A function with what its service had; several requests in an instance and settings of events are not its own here. */
function alone(id: string, home: { Properties: Record<string, unknown> }, ...after: string[]) {
  const { ServiceName, AsyncConfiguration, CAPort, InstanceConcurrency, ...own } = Resources[id]!.Properties;
  const { Role, LogConfig, InternetAccess } = home.Properties;
  return {
    Type: 'ALIYUN::FC3::Function',
    Properties: { ...own, Role, LogConfig, InternetAccess },
    DependsOn: ['LogIndex', 'RecordTable', ...after],
  };
}

/** The template of `uploads.ts` for Function Compute 3; it keeps every rule, too. */
export const UPLOADS_3 = changed(
  {
    ...sections,
    Outputs: { FunctionName: { Value: get('WorkerFunction', 'FunctionName') } },
    Resources: {
      ...others,
      FailureFunction: alone('FailureFunction', FailureService!, 'FailureRole', 'WaitForFailureRole'),
      WorkerFunction: alone('WorkerFunction', WorkerService!, 'WorkerRole', 'WaitForWorkerRole'),
      WorkerEvents: {
        Type: 'ALIYUN::FC3::AsyncInvokeConfig',
        Properties: {
          FunctionName: get('WorkerFunction', 'FunctionName'),
          AsyncTask: false,
          DestinationConfig: {
            OnFailure: { Destination: ARN('fc', 'functions/${FailureFunction.FunctionName}') },
          },
          MaxAsyncEventAgeInSeconds: 86_400,
          MaxAsyncRetryAttempts: 3,
        },
        DependsOn: ['WorkerFunction', 'FailureFunction'],
      },
      ObjectTrigger: {
        Type: 'ALIYUN::FC3::Trigger',
        Properties: {
          FunctionName: get('WorkerFunction', 'FunctionName'),
          TriggerName: 'objects',
          TriggerType: 'oss',
          SourceArn: ARN('oss', '${SourceBucket.Name}'),
          InvocationRole: get('TriggerRole', 'Arn'),
          Qualifier: 'LATEST',
          TriggerConfig: {
            events: ['oss:ObjectCreated:PutObject', 'oss:ObjectRemoved:DeleteObject'],
            filter: { key: { prefix: '', suffix: '' } },
          },
        },
        DependsOn: ['WorkerEvents', 'TriggerRole', 'SourceBucket', 'WaitForTriggerRole'],
      },
    },
  },
  [
    [
      'WorkerRole.Policies.0.PolicyDocument.Statement.3.Resource',
      [ARN('fc', 'functions/${FailureFunction.FunctionName}')],
    ],
    [
      'TriggerRole.Policies.0.PolicyDocument.Statement.0.Resource',
      [
        ARN('fc', 'functions/${WorkerFunction.FunctionName}'),
        ARN('fc', 'functions/${WorkerFunction.FunctionName}/*'),
      ],
    ],
  ],
);
