import { Refusal } from '../cloud/api-errors';

/** What a service said, and of what type of resource. */
export interface Said {
  /** Code and message. */
  text: string;
  /** Such as `ALIYUN::OSS::Bucket`. @default - not about one resource */
  type?: string;
}

/** A cause that is known, and what to do about it. */
export interface KnownCause {
  /** In a few words, for the list in docs/deploy.md. */
  name: string;
  pattern: RegExp;
  /** Of the type of the resource. @default - any */
  type?: RegExp;
  remedy: string | ((said: Said) => string);
}

/** Which setting names a resource of a type. */
const NAME_SETTINGS: Record<string, string> = {
  'ALIYUN::OSS::Bucket': 'bucketName',
  'ALIYUN::OTS::Instance': 'instanceName',
  'ALIYUN::OTS::InstanceV2': 'instanceName',
  'ALIYUN::OTS::Table': 'tableName',
  'ALIYUN::SLS::Project': 'logProjectName',
  'ALIYUN::FC::Service': 'serviceName or failureServiceName',
  'ALIYUN::FC::Function': 'functionName or failureFunctionName',
  'ALIYUN::FC3::Function': 'functionName or failureFunctionName',
  'ALIYUN::RAM::Role': 'serviceRoleName, failureRoleName or triggerRoleName',
};

const SERVICES: Record<string, string> = {
  OSS: 'OSS',
  OTS: 'Tablestore',
  FC: 'Function Compute',
  FC3: 'Function Compute',
  SLS: 'Log Service',
  ROS: 'ROS',
};

const serviceOf = ({ type = '' }: Said): string => SERVICES[type.split('::')[1] ?? ''] ?? 'the service';

/** An action of RAM that a refusal names, such as `oss:PutBucket`. */
const actionIn = (text: string): string | undefined => /\b([a-z][a-z0-9-]*:[A-Z][A-Za-z]+)\b/.exec(text)?.[1];

/** Known causes, the more special ones first. */
export const KNOWN_CAUSES: readonly KnownCause[] = [
  {
    name: 'Credentials that have ended',
    pattern: /InvalidSecurityToken\.Expired|SecurityTokenExpired|token (is|has) expired/i,
    remedy:
      'The temporary credentials have ended: get new ones, and run the same again. ROS goes on with what it began.',
  },
  {
    name: 'Credentials that are wrong',
    pattern: /InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSecurityToken/,
    remedy: 'Check the credentials: ALIBABA_CLOUD_ACCESS_KEY_ID and its siblings come before all others.',
  },
  {
    name: 'A clock that is wrong',
    pattern: /InvalidTimeStamp|RequestTimeTooSkewed/,
    remedy: 'Set the clock of this machine: signatures hold for 15 minutes.',
  },
  {
    name: 'Signature V1 of OSS',
    pattern: /0002-00000080|signature version 1|\bV1 signature/i,
    remedy:
      "OSS takes only signature V4 from this account. 'media deploy' signs with it; 'ros-cdk deploy' uploads with V1, " +
      'so deploy with media.',
  },
  {
    name: 'The public endpoint of OSS',
    pattern: /public endpoint|default domain|custom domain/i,
    remedy:
      'New accounts may not use the public endpoint of buckets in mainland China. Run this on a machine inside Alibaba ' +
      'Cloud, such as an ECS instance or Cloud Shell, with --vpc.',
  },
  {
    name: 'Tablestore instance closed to ROS',
    pattern: /instance ACL|network (type )?ACL/i,
    type: /OTS/,
    remedy:
      'ROS comes to the instance over a network that it is closed to. Set tableNetworks so that it holds INTERNET ' +
      '(docs/settings.md), and deploy again.',
  },
  {
    name: 'A role or log project that is not yet known everywhere',
    pattern:
      /role.*(not exist|NotExist|not found)|EntityNotExist\.Role|assume.*role|project.*(not exist|doesn't exist)|ProjectNotExist/i,
    type: /FC3?::/,
    remedy:
      'What was made a moment ago is not known everywhere yet, which takes up to a few minutes: deploy again. Nothing ' +
      'is lost.',
  },
  {
    name: 'A Tablestore instance or table that is not ready',
    pattern: /no such host|ENOTFOUND|OTSTableNotReady|Too frequent table operations/i,
    type: /OTS/,
    remedy: 'A new instance or table takes about a minute: deploy again.',
  },
  {
    name: 'A service that is not activated',
    pattern:
      /not (been )?(activated|opened|enabled|open)\b|NotOpen|ServiceNotEnabled|ServiceNotOpen|UserDisable|UserNotExist|OTSServiceNotEnabled/i,
    remedy: (said) =>
      `Activate ${serviceOf(said)} in its console, once for the account, or deploy with -c enableServices=true.`,
  },
  {
    name: 'Triggers that overlap',
    pattern: /overlap|ambiguous|conflict|same (prefix|suffix)/i,
    type: /Trigger/,
    remedy:
      'Another trigger of the bucket takes the same events for the same keys. Set prefix or suffix to what the other ' +
      'does not take, or delete the other one.',
  },
  {
    name: 'A quota that is used up',
    pattern: /quota|exceed|LimitExceeded|TooMany|maximum number|at most \d+/i,
    remedy: (said) =>
      `A limit of ${serviceOf(said)} is reached: have it raised in Quota Center, or delete what is no longer needed.`,
  },
  {
    name: 'A bucket name of somebody else',
    pattern: /BucketAlreadyExists|bucket name is not available/i,
    remedy:
      'Bucket names are shared by all users of OSS, and this one is taken. Set bucketName to another; if the bucket is ' +
      'yours, existingBucketName takes it in.',
  },
  {
    name: 'A name that is taken in the region or account',
    pattern: /already exist|AlreadyExist|StackExists/i,
    remedy: (said) => {
      const setting = NAME_SETTINGS[said.type ?? ''];
      return setting
        ? `The name is taken, often by what an earlier stack kept. Set ${setting} to another, or delete what has it.`
        : 'The name is taken: choose another, or delete what has it.';
    },
  },
  {
    name: 'A thing that cannot be changed',
    pattern:
      /NotSupported.*replacement|does not change this after its creation|not (allowed|supported) to (be )?update/i,
    remedy: 'This cannot be changed: see "What an update can change" in docs/deploy.md.',
  },
  {
    name: 'A bucket that holds objects',
    pattern: /BucketNotEmpty/,
    remedy:
      "The bucket holds objects, and media cannot be made again: 'media destroy --empty-bucket' deletes them too.",
  },
  {
    name: 'A permission that is missing',
    pattern: /NoPermission|Forbidden|AccessDenied|not authorized|Unauthorized|no (right|permission)/i,
    remedy: ({ text }) => {
      const action = actionIn(text);
      return action
        ? `Whoever deploys needs the right ${action}: docs/permissions.md lists all.`
        : 'Whoever deploys lacks a right: docs/permissions.md lists all.';
    },
  },
  {
    name: 'The code of the functions is gone from OSS',
    pattern: /NoSuchKey|NoSuchBucket/,
    type: /FC3?::/,
    remedy: "The zip of the functions is no longer in its bucket: 'media deploy' uploads it again.",
  },
  {
    name: 'Another deployment at work',
    pattern: /ActionInProgress/,
    remedy:
      "Somebody else's deployment was quicker: 'media deploy --follow' shows it. Deploy when it has ended.",
  },
  {
    name: 'Too many requests',
    pattern: /Throttling/i,
    remedy: 'The service takes no more requests at the moment: deploy again in a minute.',
  },
];

/** What to do about it; undefined where the cause is not known. */
export function remedyFor(said: Said): string | undefined {
  const known = KNOWN_CAUSES.find(
    ({ pattern, type }) => pattern.test(said.text) && (type === undefined || type.test(said.type ?? '')),
  );
  return typeof known?.remedy === 'function' ? known.remedy(said) : known?.remedy;
}

/** A refusal with what to do about it, where that is known. */
export async function withRemedy<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const remedy = error instanceof Refusal ? remedyFor({ text: error.message }) : undefined;
    if (error instanceof Refusal && remedy && !error.message.includes(remedy)) error.message += `\n${remedy}`;
    throw error;
  }
}
