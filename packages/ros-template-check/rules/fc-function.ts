import { isWhole, matches, numberOf } from '../numbers';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { isKnown } from '../syntax/placeholder';
import { fieldsOf, isFields } from '../syntax/template';

const type = 'ALIYUN::FC::Function';

/** Runtimes of Function Compute 2. */
const RUNTIMES = [
  ...['nodejs20', 'nodejs18', 'nodejs16', 'nodejs14', 'nodejs12', 'nodejs10', 'nodejs8', 'nodejs6'],
  ...['python3.10', 'python3.9', 'python3', 'python2.7', 'java11', 'java8', 'php7.2', 'dotnetcore2.1', 'go1'],
  ...['custom', 'custom.debian10', 'custom-container'],
];

/** What a key must hold to change with the content: a digest, at least an MD5 in hexadecimal digits. */
const DIGEST = /[0-9a-f]{32,}/i;

/** What all names and values of the environment may have together, in bytes. */
const ENVIRONMENT_BYTES = 4_096;

/** Set by the service, and refused from a template. */
const RESERVED_VARIABLE = /^(FC_|ALIBABA_CLOUD_|ACCESS_KEY_|SECURITY_TOKEN$)/;

/** What the service takes where a template is silent. */
const DEFAULT_MEMORY_MB = 128;

const isContainer = (properties: Record<string, unknown>) => properties['Runtime'] === 'custom-container';

export const FC_FUNCTION_RULES: Rule[] = [
  propertyRule({
    id: 'fc-function-memory',
    type,
    path: 'MemorySize',
    must: 'must be a multiple of 64 from 128 to 32768 MB',
    holds: (memory) => isWhole(memory, 128, 32_768, 64),
  }),
  propertyRule({
    id: 'fc-function-cpu',
    type,
    path: 'Cpu',
    must: 'must be 0.05 to 16 vCPUs in steps of 0.05',
    // In thousandths, since 0.15 is no multiple of 0.05 in floating point.
    holds: (cpu) => isWhole(Math.round(numberOf(cpu) * 1e6) / 1e3, 50, 16_000, 50),
  }),
  resourceRule({
    id: 'fc-function-cpu-memory',
    type,
    must: 'must be such that a vCPU has 1 to 4 GB of memory',
    check: ({ properties: { Cpu, MemorySize = DEFAULT_MEMORY_MB } }) => {
      const ratio = numberOf(MemorySize) / 1_024 / numberOf(Cpu);
      // Not a number where one of them is missing or unknown: nothing to compare.
      return ratio < 1 - 1e-9 || ratio > 4 + 1e-9 ? [{ path: 'Cpu', value: Cpu }] : [];
    },
  }),
  propertyRule({
    id: 'fc-function-disk',
    type,
    path: 'DiskSize',
    must: 'must be 512 or 10240 MB',
    holds: (disk) => [512, 10_240].includes(numberOf(disk)),
  }),
  propertyRule({
    id: 'fc-function-timeout',
    type,
    path: 'Timeout',
    must: 'must be 1 to 86400 seconds',
    holds: (timeout) => isWhole(timeout, 1, 86_400),
  }),
  propertyRule({
    id: 'fc-function-concurrency',
    type,
    path: 'InstanceConcurrency',
    must: 'must be 1 to 100 requests at a time',
    holds: (concurrency) => isWhole(concurrency, 1, 100),
  }),
  propertyRule({
    id: 'fc-function-runtime',
    type,
    path: 'Runtime',
    must: `must be one of ${RUNTIMES.join(', ')}`,
    holds: (runtime) => RUNTIMES.includes(String(runtime)),
  }),
  propertyRule({
    id: 'fc-function-handler',
    type,
    path: 'Handler',
    must: 'must have the form FILE.EXPORT',
    holds: (handler, { properties }) =>
      String(properties['Runtime']).startsWith('custom') ||
      matches(handler, /^[\w./@-]*[\w-][.:]{1,2}[\w$]+$/),
  }),
  resourceRule({
    id: 'fc-function-code',
    type,
    must: 'must be given: an object in OSS, a zip or source text',
    check: ({ properties }) => {
      const { OssBucketName, OssObjectName, ZipFile, SourceCode } = fieldsOf(properties['Code']);
      const inOss = OssBucketName !== undefined && OssObjectName !== undefined;
      return inOss || ZipFile !== undefined || SourceCode !== undefined || isContainer(properties)
        ? []
        : [{ path: 'Code', value: properties['Code'] }];
    },
  }),
  propertyRule({
    id: 'fc-function-code-hash',
    verdict: 'unwise',
    type,
    path: 'Code.OssObjectName',
    must: 'must hold a digest of the code: ROS updates a function only when this key changes',
    holds: (key) => matches(key, DIGEST),
  }),
  propertyRule({
    id: 'fc-function-code-inline',
    type,
    path: 'Code.SourceCode',
    must: 'must be at most 4096 characters of source text',
    holds: (source) => matches(source, /^.{1,4096}$/s),
  }),
  propertyRule({
    id: 'fc-function-environment',
    type,
    path: 'EnvironmentVariables.*',
    must: 'must be a string: Function Compute takes no numbers, booleans or objects as values',
    required: true,
    holds: (value) => typeof value === 'string',
  }),
  resourceRule({
    id: 'fc-function-environment-name',
    type,
    must: 'must be named with letters, digits and _, and not like the variables that the service sets',
    check: ({ properties }) =>
      Object.keys(fieldsOf(properties['EnvironmentVariables']))
        .filter((name) => !/^[a-zA-Z_]\w*$/.test(name) || RESERVED_VARIABLE.test(name))
        .map((name) => ({ path: `EnvironmentVariables.${name}`, value: name })),
  }),
  propertyRule({
    id: 'fc-function-environment-size',
    type,
    path: 'EnvironmentVariables',
    must: `must be at most ${ENVIRONMENT_BYTES} bytes, all names and values together`,
    holds: (variables) =>
      !isFields(variables) ||
      Buffer.byteLength(Object.entries(variables).flat().join('')) <= ENVIRONMENT_BYTES,
  }),
  resourceRule({
    id: 'fc-function-service',
    verdict: 'unwise',
    type: [type, 'ALIYUN::FC::Trigger'],
    must: 'must be a service of this template',
    check: ({ properties: { ServiceName } }, model) =>
      !isKnown(ServiceName) || model.find('ALIYUN::FC::Service', { ServiceName })
        ? []
        : [{ path: 'ServiceName', value: ServiceName }],
  }),
];
