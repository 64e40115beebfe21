import { functionCompute as fc, type Range } from '../limits';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { inWords, isOneOf, isWithin, matches, numberOf } from '../scalars';
import { fieldsOf, isFields, isKnown } from '../syntax';
import { textOf } from '../syntax/text-of';
import { FC_FUNCTION_TYPES } from '../type-groups';

const SECOND = 'ALIYUN::FC::Function';
const THIRD = 'ALIYUN::FC3::Function';
const type = FC_FUNCTION_TYPES;

const isBuiltIn = ({ Runtime }: Record<string, unknown>) => !textOf(Runtime).startsWith('custom');

const memoryRule = (id: string, one: string, range: Range): Rule =>
  propertyRule({
    id,
    type: one,
    path: 'MemorySize',
    must: `must be a multiple of ${range.step} from ${inWords(range)} MB`,
    holds: (memory) => isWithin(memory, range),
  });

const runtimeRule = (id: string, one: string, runtimes: readonly string[]): Rule =>
  propertyRule({
    id,
    type: one,
    path: 'Runtime',
    must: `must be one of ${runtimes.join(', ')}`,
    holds: (runtime) => isOneOf(runtime, runtimes),
  });

/** A digest in a key, at least an MD5 in hexadecimal digits: such a key changes with its content. */
const DIGEST = /[0-9a-f]{32,}/i;

/** In vCPUs. */
const CPU_STEP = (fc.CPU_THOUSANDTHS.step ?? 1) / 1e3;

const isContainer = (properties: Record<string, unknown>) => properties['Runtime'] === 'custom-container';

export const FC_FUNCTION_RULES: Rule[] = [
  memoryRule('fc-function-memory', SECOND, fc.MEMORY_MB),
  memoryRule('fc3-function-memory', THIRD, fc.MEMORY_MB_FC3),
  propertyRule({
    id: 'fc-function-cpu',
    type,
    path: 'Cpu',
    must: `must be ${fc.CPU_THOUSANDTHS.min / 1e3} to ${fc.CPU_THOUSANDTHS.max / 1e3} vCPUs in steps of ${CPU_STEP}`,
    // In thousandths, because 0.15 is not a multiple of 0.05 in floating point.
    holds: (cpu) => isWithin(Math.round(numberOf(cpu) * 1e6) / 1e3, fc.CPU_THOUSANDTHS),
  }),
  resourceRule({
    id: 'fc-function-cpu-memory',
    type,
    must: `must give each vCPU ${inWords(fc.GB_PER_CPU)} GB of memory`,
    check: ({ properties: { Cpu, MemorySize = fc.DEFAULT_MEMORY_MB } }) => {
      const ratio = numberOf(MemorySize) / 1_024 / numberOf(Cpu);
      // NaN when one of them is missing or unknown; then the comparisons below are false.
      const { min, max } = fc.GB_PER_CPU;
      return ratio < min - 1e-9 || ratio > max + 1e-9 ? [{ path: 'Cpu', value: Cpu }] : [];
    },
  }),
  propertyRule({
    id: 'fc-function-disk',
    type,
    path: 'DiskSize',
    must: `must be ${fc.DISK_MB.join(' or ')} MB`,
    holds: (disk) => fc.DISK_MB.includes(numberOf(disk)),
  }),
  propertyRule({
    id: 'fc-function-timeout',
    type,
    path: 'Timeout',
    must: `must be ${inWords(fc.TIMEOUT_SECONDS)} seconds`,
    holds: (timeout) => isWithin(timeout, fc.TIMEOUT_SECONDS),
  }),
  propertyRule({
    id: 'fc-function-concurrency',
    type,
    path: 'InstanceConcurrency',
    must: `must be ${inWords(fc.INSTANCE_CONCURRENCY)} requests at a time`,
    holds: (concurrency) => isWithin(concurrency, fc.INSTANCE_CONCURRENCY),
  }),
  resourceRule({
    id: 'fc3-function-concurrency',
    type: THIRD,
    must: 'must be left out: in Function Compute 3 an instance of a built-in runtime has one request at a time',
    check: ({ properties }) => {
      const { InstanceConcurrency: value } = properties;
      return value === undefined || numberOf(value) === 1 || !isKnown(value) || !isBuiltIn(properties)
        ? []
        : [{ path: 'InstanceConcurrency', value }];
    },
  }),
  runtimeRule('fc-function-runtime', SECOND, fc.RUNTIMES),
  runtimeRule('fc3-function-runtime', THIRD, fc.RUNTIMES_FC3),
  propertyRule({
    id: 'fc-function-handler',
    type,
    path: 'Handler',
    must: 'must have the form FILE.EXPORT',
    holds: (handler, { properties }) =>
      !isBuiltIn(properties) || matches(handler, /^[\w./@-]*[\w-][.:]{1,2}[\w$]+$/),
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
    must: `must be at most ${fc.SOURCE_CODE_CHARACTERS} characters of source text`,
    holds: (source) =>
      typeof source === 'string' && source !== '' && source.length <= fc.SOURCE_CODE_CHARACTERS,
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
        .filter((name) => !fc.VARIABLE_NAME.test(name) || fc.RESERVED_VARIABLE.test(name))
        .map((name) => ({ path: `EnvironmentVariables.${name}`, value: name })),
  }),
  propertyRule({
    id: 'fc-function-environment-size',
    type,
    path: 'EnvironmentVariables',
    must: `must be at most ${fc.ENVIRONMENT_BYTES} bytes, all names and values together`,
    holds: (variables) =>
      !isFields(variables) ||
      Buffer.byteLength(Object.entries(variables).flat().map(textOf).join('')) <= fc.ENVIRONMENT_BYTES,
  }),
  propertyRule({
    id: 'fc3-function-description',
    type: THIRD,
    path: 'Description',
    must: `must be at most ${fc.DESCRIPTION_CHARACTERS_FC3} characters`,
    holds: (text) => typeof text !== 'string' || text.length <= fc.DESCRIPTION_CHARACTERS_FC3,
  }),
  resourceRule({
    id: 'fc-function-service',
    verdict: 'unwise',
    type: [SECOND, 'ALIYUN::FC::Trigger'],
    must: 'must be a service of this template',
    check: ({ properties: { ServiceName } }, model) =>
      !isKnown(ServiceName) || model.find('ALIYUN::FC::Service', { ServiceName })
        ? []
        : [{ path: 'ServiceName', value: ServiceName }],
  }),
];
