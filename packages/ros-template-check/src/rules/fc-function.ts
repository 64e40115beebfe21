import { functionCompute as limits } from '../limits';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { inWords, isOneOf, isWithin, matches, numberOf } from '../scalars';
import { fieldsOf, isFields, isKnown } from '../syntax';
import { textOf } from '../syntax/text-of';

const type = 'ALIYUN::FC::Function';

/** A digest in a key, at least an MD5 in hexadecimal digits: such a key changes with its content. */
const DIGEST = /[0-9a-f]{32,}/i;

/** In vCPUs. */
const CPU_STEP = (limits.CPU_THOUSANDTHS.step ?? 1) / 1e3;

const isContainer = (properties: Record<string, unknown>) => properties['Runtime'] === 'custom-container';

export const FC_FUNCTION_RULES: Rule[] = [
  propertyRule({
    id: 'fc-function-memory',
    type,
    path: 'MemorySize',
    must: `must be a multiple of ${limits.MEMORY_MB.step} from ${inWords(limits.MEMORY_MB)} MB`,
    holds: (memory) => isWithin(memory, limits.MEMORY_MB),
  }),
  propertyRule({
    id: 'fc-function-cpu',
    type,
    path: 'Cpu',
    must: `must be ${limits.CPU_THOUSANDTHS.min / 1e3} to ${limits.CPU_THOUSANDTHS.max / 1e3} vCPUs in steps of ${CPU_STEP}`,
    // In thousandths, because 0.15 is not a multiple of 0.05 in floating point.
    holds: (cpu) => isWithin(Math.round(numberOf(cpu) * 1e6) / 1e3, limits.CPU_THOUSANDTHS),
  }),
  resourceRule({
    id: 'fc-function-cpu-memory',
    type,
    must: `must give each vCPU ${inWords(limits.GB_PER_CPU)} GB of memory`,
    check: ({ properties: { Cpu, MemorySize = limits.DEFAULT_MEMORY_MB } }) => {
      const ratio = numberOf(MemorySize) / 1_024 / numberOf(Cpu);
      // NaN when one of them is missing or unknown; then the comparisons below are false.
      const { min, max } = limits.GB_PER_CPU;
      return ratio < min - 1e-9 || ratio > max + 1e-9 ? [{ path: 'Cpu', value: Cpu }] : [];
    },
  }),
  propertyRule({
    id: 'fc-function-disk',
    type,
    path: 'DiskSize',
    must: `must be ${limits.DISK_MB.join(' or ')} MB`,
    holds: (disk) => limits.DISK_MB.includes(numberOf(disk)),
  }),
  propertyRule({
    id: 'fc-function-timeout',
    type,
    path: 'Timeout',
    must: `must be ${inWords(limits.TIMEOUT_SECONDS)} seconds`,
    holds: (timeout) => isWithin(timeout, limits.TIMEOUT_SECONDS),
  }),
  propertyRule({
    id: 'fc-function-concurrency',
    type,
    path: 'InstanceConcurrency',
    must: `must be ${inWords(limits.INSTANCE_CONCURRENCY)} requests at a time`,
    holds: (concurrency) => isWithin(concurrency, limits.INSTANCE_CONCURRENCY),
  }),
  propertyRule({
    id: 'fc-function-runtime',
    type,
    path: 'Runtime',
    must: `must be one of ${limits.RUNTIMES.join(', ')}`,
    holds: (runtime) => isOneOf(runtime, limits.RUNTIMES),
  }),
  propertyRule({
    id: 'fc-function-handler',
    type,
    path: 'Handler',
    must: 'must have the form FILE.EXPORT',
    holds: (handler, { properties }) =>
      textOf(properties['Runtime']).startsWith('custom') ||
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
    must: `must be at most ${limits.SOURCE_CODE_CHARACTERS} characters of source text`,
    holds: (source) =>
      typeof source === 'string' && source !== '' && source.length <= limits.SOURCE_CODE_CHARACTERS,
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
    must: 'must have a name of a letter, then letters, digits or _, and not a name of the service itself (FC_…)',
    check: ({ properties }) =>
      Object.keys(fieldsOf(properties['EnvironmentVariables']))
        .filter((name) => !limits.VARIABLE_NAME.test(name) || limits.RESERVED_VARIABLE.test(name))
        .map((name) => ({ path: `EnvironmentVariables.${name}`, value: name })),
  }),
  propertyRule({
    id: 'fc-function-environment-size',
    type,
    path: 'EnvironmentVariables',
    must: `must be at most ${limits.ENVIRONMENT_BYTES} bytes, all names and values together`,
    holds: (variables) =>
      !isFields(variables) ||
      Buffer.byteLength(Object.entries(variables).flat().map(textOf).join('')) <= limits.ENVIRONMENT_BYTES,
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
