import type { CheckId } from '../../../cli/doctor/checks';
import type { DoctorCloud } from './support/doctor-cloud';
import { foreignTrigger } from './support/foreign-trigger';
import { staleSweep } from './support/stale-sweep';

/** A fault in the stand-in that makes one check fail and no other. */
export interface Fault {
  /** The fault in a few words, for docs/doctor.md. */
  what: string;
  /** More settings than the generation's. */
  settings?: readonly string[];
  /** Services that the account has not activated. */
  inactive?: 'OSS' | 'OTS' | 'FC' | 'SLS';
  put(here: DoctorCloud): void | Promise<void>;
  /** How many seconds the doctor waits. Set it where the thing that it waits for never comes. */
  patience?: number;
}

/** Makes OSS refuse an operation on every key that contains a text. */
const refused = (
  operation: string,
  inKey: string,
  [code, status] = ['AccessDenied', 403] as [string, number],
) => ({
  what: `OSS refuses ${operation} (${code})`,
  put: ({ conditions }: DoctorCloud) => {
    const { fault } = conditions;
    conditions.fault = (request) =>
      request.operation === operation && (request.key ?? request.bucket ?? '').includes(inKey)
        ? { kind: 'refuse', status, code }
        : fault?.(request);
  },
});

const rpc = (Code: string, Message: string, status = 403) => ({
  status,
  body: { RequestId: 'r', HostId: 'h', Code, Message },
});

/** Makes ROS refuse an action. */
const rosRefuses = (action: string, Code: string): Fault => ({
  what: `ROS refuses ${action} (${Code})`,
  put: ({ proxies }) => {
    proxies.ros.refuse = ({ headers }) =>
      headers['x-acs-action'] === action ? rpc(Code, 'no', 400) : undefined;
  },
});

const machine = (check: CheckId, what: string): Fault => ({ what, put: (here) => here.machine(check) });

const inactive = (service: NonNullable<Fault['inactive']>): Fault => ({
  what: `the account has not activated ${service}`,
  inactive: service,
  put: () => {},
});

/** A user with all rights but one. */
function userWithoutTrigger(here: DoctorCloud): void {
  const system = ['ROS', 'OSS', 'OTS', 'Log', 'RAM'].map((name) => ({
    type: 'System' as const,
    name: `Aliyun${name}FullAccess`,
  }));
  const statement = (Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
  const functions = ['fc:*Service*', 'fc:*Function*', 'fc:Update*', 'fc:Delete*', 'fc:List*'];
  const document = { Version: '1', Statement: [statement(functions), statement(['quotas:List*'])] };
  here.use(
    here.cloud.ram.createUserKey({
      userName: 'deployer',
      policies: [{ name: 'most-of-functions', document }],
      attach: system,
    }),
  );
}

/**
 * Faults after a deployment that do not hide each other: all of a group can be there at once, and make as many checks fail.
 */
export const TOGETHER: readonly (readonly CheckId[])[] = [
  ['function answers', 'search index'],
  ['mediainfo', 'other Tablestore endpoint', 'put', 'failure path'],
  [
    ...(['kernel', 'user', 'temporary directory', 'sparse file', 'system call filter', 'DNS'] as const),
    ...(['Tablestore endpoint', 'missing object', 'log index', 'multipart', 'append', 'copy'] as const),
    ...(['batch delete', 'sweep', 'clean-up'] as const),
  ],
];

/** For each check, the fault that makes it fail. */
export const FAULTS: Record<CheckId, Fault> = {
  credentials: {
    what: 'STS does not know the key (InvalidAccessKeyId.NotFound)',
    put: ({ proxies }) => {
      proxies.sts.refuse = () =>
        rpc('InvalidAccessKeyId.NotFound', 'Specified access key is not found.', 404);
    },
  },
  'service OSS': inactive('OSS'),
  'service OTS': inactive('OTS'),
  'service FC': inactive('FC'),
  'service SLS': inactive('SLS'),
  'rights of the user': {
    what: 'a RAM user whose policies do not name fc:CreateTrigger',
    put: userWithoutTrigger,
  },
  'code bucket': {
    ...refused('GetBucketInfo', 'cdk-code-', ['InvalidArgument', 400]),
    what: 'OSS refuses the signature at the bucket of the code (InvalidArgument)',
  },
  generation: {
    what: 'Function Compute takes no new service of generation 2; in 3, no list of functions',
    put: ({ proxies }) => {
      const no = {
        ErrorCode: 'FeatureNotSupported',
        ErrorMessage: 'no longer',
        Code: 'Feature',
        Message: 'no',
      };
      proxies.fc.refuse = ({ method, url = '' }) =>
        (method === 'POST' && url === '/2016-08-15/services') || url.startsWith('/2023-03-30/functions?')
          ? { status: 400, body: no }
          : undefined;
    },
  },
  'quota Tablestore': {
    what: 'a quota of no Tablestore instance',
    put: ({ quotas }) => {
      quotas.tablestoreInstances = 0;
    },
  },
  'quota functions': {
    what: 'a quota of no instance of functions',
    put: ({ quotas }) => {
      quotas.functionInstances = 0;
    },
  },
  triggers: {
    what: 'a trigger of another function takes all keys of the bucket',
    settings: ['existingBucketName=shared-media'],
    put: (here) => foreignTrigger(here.cloud, 'shared-media'),
  },
  'template valid': rosRefuses('ValidateTemplate', 'InvalidTemplateAttribute'),
  preview: rosRefuses('PreviewStack', 'StackValidationFailed'),

  'function answers': {
    what: 'Function Compute refuses to invoke the function and wait (AccessDenied)',
    put: ({ proxies }) => {
      proxies.fc.refuse = ({ headers }) =>
        headers['x-fc-invocation-type'] === 'Sync'
          ? {
              status: 403,
              body: { ErrorCode: 'AccessDenied', ErrorMessage: 'no', Code: 'AccessDenied', Message: 'no' },
            }
          : undefined;
    },
  },
  kernel: machine('kernel', 'instances run on Linux 3.10'),
  user: machine('user', 'the user of an instance may not run mediainfo (EACCES)'),
  'temporary directory': machine('temporary directory', 'nothing is free in the temporary directory'),
  'sparse file': machine('sparse file', 'the file system takes no file of 1 TB (EFBIG)'),
  mediainfo: machine('mediainfo', 'mediainfo cannot be started for the built-in sample (EAGAIN)'),
  'system call filter': machine('system call filter', 'the kernel refuses the filter'),
  DNS: machine('DNS', 'names are not known in an instance (ENOTFOUND)'),
  'Tablestore endpoint': machine('Tablestore endpoint', 'nobody listens at the first endpoint'),
  'other Tablestore endpoint': machine('other Tablestore endpoint', 'nobody listens at the other endpoint'),
  'missing object': {
    ...refused('HeadObject', '/missing object'),
    what: 'OSS answers 403 for a missing object',
  },
  put: refused('PutObject', '/put '),
  'search index': {
    what: 'Tablestore refuses Search (OTSParameterInvalid)',
    put: ({ cloud }) => {
      cloud.tablestore.injectFaults(({ operation }) =>
        operation === 'Search' ? { refuse: 'OTSParameterInvalid' } : undefined,
      );
    },
  },
  'log index': {
    what: 'the logstore has no index for message.action',
    put: ({ proxies }) => {
      proxies.log.refuse = ({ url = '' }) =>
        url.includes('message.action')
          ? {
              status: 400,
              body: { errorCode: 'IndexConfigNotExist', errorMessage: 'index config not exist' },
            }
          : undefined;
    },
  },
  multipart: refused('CompleteMultipartUpload', '/multipart '),
  append: refused('AppendObject', '/append '),
  copy: refused('CopyObject', '/copy '),
  'batch delete': refused('DeleteMultipleObjects', ''),
  'failure path': {
    ...machine('failure path', 'the failure function knows no table'),
    patience: 4,
  },
  sweep: {
    what: 'the last sweep began three days ago',
    put: staleSweep,
  },
  'clean-up': refused('DeleteObject', '/link target '),
};
