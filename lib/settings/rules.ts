import { SWEEP_TABLE } from '../../contract/sweep';
import type { Props } from './schema';

export interface Rule {
  /** The setting that the message names. */
  at: keyof Props;
  /** The other settings that the rule reads. The rule is only checked when each of them is valid. */
  with: (keyof Props)[];
  /** True for settings that exclude each other: then it is told of values that are wrong by themselves as well. @default false */
  excludes?: boolean;
  /** The rule in words, when `props` break it. Settings lack the props that only a construct has. */
  broken(props: Props): string | undefined;
}

type NameSetting =
  | 'triggerRoleName'
  | 'failureRoleName'
  | 'serviceRoleName'
  | 'failureServiceName'
  | 'serviceName';

/** Two names that must differ in more than capital letters, because RAM ignores capitals. */
function different(at: NameSetting, other: NameSetting, reason: string): Rule {
  return {
    at,
    with: [other],
    broken: (props) =>
      props[at] !== undefined && props[at].toLowerCase() === props[other]?.toLowerCase()
        ? `must differ from ${other}: ${reason}`
        : undefined,
  };
}

/** A name of what there is only in Function Compute 2. */
function onlyWithServices(at: NameSetting): Rule {
  return {
    at,
    with: ['functionCompute'],
    excludes: true,
    broken: (props) =>
      props.functionCompute === 3 && props[at] !== undefined
        ? 'must not be given together with functionCompute 3, which has no services: name the functions, with functionName and failureFunctionName'
        : undefined,
  };
}

/** The rules between settings. */
export const RULES: Rule[] = [
  {
    at: 'cpu',
    with: ['memoryMB'],
    // Function Compute allows vCPU to GB from 1:1 to 1:4. This uses integers, because 0.35 * 4 is not exactly
    // 1.4.
    broken: ({ cpu, memoryMB }) => {
      const cpuMilli = Math.round(cpu * 1000);
      const memoryMilliGB = (memoryMB * 1000) / 1024;
      if (cpuMilli <= memoryMilliGB && cpuMilli * 4 >= memoryMilliGB) {
        return undefined;
      }
      const gb = memoryMB / 1024;
      return `must be between ${gb / 4} and ${gb} vCPU for memoryMB ${memoryMB} (1 to 4 GB of memory per vCPU)`;
    },
  },
  {
    at: 'objectTimeoutSeconds',
    with: ['timeoutSeconds'],
    broken: ({ objectTimeoutSeconds, timeoutSeconds }) =>
      objectTimeoutSeconds * 2 > timeoutSeconds
        ? `must be at most half of timeoutSeconds ${timeoutSeconds}, so that the row is written before the function is ended`
        : undefined,
  },
  {
    at: 'existingBucketName',
    with: ['bucketName'],
    excludes: true,
    broken: ({ existingBucketName, bucketName }) =>
      existingBucketName !== undefined && bucketName !== undefined
        ? `must not be given together with bucketName '${bucketName}', the name of a bucket to make`
        : undefined,
  },
  {
    at: 'existingBucketName',
    with: ['removal'],
    excludes: true,
    broken: ({ existingBucketName, removal }) =>
      existingBucketName !== undefined && removal === 'purge'
        ? 'must not be given together with removal purge: a bucket that the stack does not own is never emptied'
        : undefined,
  },
  {
    at: 'bucketName',
    with: ['bucket'],
    excludes: true,
    broken: ({ bucket, bucketName }) =>
      bucket !== undefined && bucketName !== undefined
        ? 'must not be given together with bucket: it is the name of a bucket to make'
        : undefined,
  },
  {
    at: 'existingBucketName',
    with: ['bucket'],
    excludes: true,
    broken: ({ bucket, existingBucketName }) =>
      bucket !== undefined && existingBucketName !== undefined
        ? 'must not be given together with bucket: one bucket is described'
        : undefined,
  },
  {
    at: 'removal',
    with: ['bucket'],
    excludes: true,
    broken: ({ bucket, removal }) =>
      bucket !== undefined && removal === 'purge'
        ? 'must not be purge together with bucket: a bucket that the app owns is never emptied'
        : undefined,
  },
  {
    at: 'tableName',
    with: ['sweep'],
    broken: ({ tableName, sweep }) =>
      sweep !== 'off' && tableName === SWEEP_TABLE
        ? `must not be '${SWEEP_TABLE}' with sweep ${sweep}: a table of this name holds how far the sweep is`
        : undefined,
  },
  different('triggerRoleName', 'serviceRoleName', 'one role is for OSS, the other for the function'),
  different('triggerRoleName', 'failureRoleName', 'one role is for OSS, the other for the failure function'),
  different('failureRoleName', 'serviceRoleName', 'each function may do only what it has to'),
  different('failureServiceName', 'serviceName', 'each function has a service and so a role of its own'),
  onlyWithServices('serviceName'),
  onlyWithServices('failureServiceName'),
  {
    at: 'failureFunctionName',
    with: ['functionName', 'functionCompute'],
    broken: ({ functionCompute, functionName, failureFunctionName }) =>
      functionCompute === 3 && functionName !== undefined && functionName === failureFunctionName
        ? 'must differ from functionName with functionCompute 3: a region has one function of a name'
        : undefined,
  },
];
