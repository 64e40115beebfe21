import { limits } from 'ros-template-check';
import { FcError } from './errors';
import type { AsyncOptions, FunctionOptions } from './service';

/** The runtimes whose code this machine's Node.js can run. Others of Function Compute are refused by name. */
const NODE_RUNTIMES = ['nodejs20', 'nodejs18', 'nodejs16', 'nodejs14', 'nodejs12'];
/** One file and one exported name: `index.handler`, or with folders `lib/index.handler`. */
const HANDLER = /^[\w./-]*[\w-]\.[A-Za-z_$][\w$]*$/;
const {
  ASYNC_RETRIES,
  DISK_MB,
  ENVIRONMENT_BYTES,
  GB_PER_CPU,
  RESERVED_VARIABLE,
  TIMEOUT_SECONDS,
  VARIABLE_NAME,
} = limits.functionCompute;
/** In vCPUs; the smallest is also the step. */
const CPU = {
  min: limits.functionCompute.CPU_THOUSANDTHS.min / 1_000,
  max: limits.functionCompute.CPU_THOUSANDTHS.max / 1_000,
};

/** What differs between the generations. */
export interface GenerationLimits {
  runtimes: readonly string[];
  memoryMB: limits.Range;
  /** Requests in one instance at a time. */
  instanceConcurrency: limits.Range;
  asyncEventAgeSeconds: limits.Range;
}

/** @throws FcError `InvalidArgument` that names every violation, not only the first */
export function checkFunction(options: FunctionOptions, own: GenerationLimits): void {
  refuse([...violationsOf(options, own), ...asyncViolations(options.async ?? {}, own)]);
}

/** @throws FcError `InvalidArgument` that names every violation, not only the first */
export function checkAsync(options: AsyncOptions, own: GenerationLimits): void {
  refuse([...asyncViolations(options, own)]);
}

function refuse(violations: string[]): void {
  if (violations.length > 0) {
    throw new FcError('InvalidArgument', violations.join(' '));
  }
}

function* violationsOf(options: FunctionOptions, own: GenerationLimits): Generator<string> {
  if (!own.runtimes.includes(options.runtime)) {
    yield `Runtime is set to an invalid value '${options.runtime}'.`;
  } else if (!NODE_RUNTIMES.includes(options.runtime)) {
    yield `Runtime '${options.runtime}' is not run here: only ${NODE_RUNTIMES.join(', ')} are.`;
  }
  if (!HANDLER.test(options.handler)) {
    yield `Handler must have the form 'file.export', '${options.handler}' given.`;
  }
  if (!hasCode(options.code)) {
    yield 'Code must name a bucket and an object, or hold a zip.';
  }
  yield* outsideOf('MemorySize', 'MB', options.memorySizeMB, own.memoryMB);
  yield* outsideOf('Timeout', 'seconds', options.timeoutSeconds, TIMEOUT_SECONDS);
  if (options.instanceConcurrency !== undefined) {
    yield* outsideOf('InstanceConcurrency', 'requests', options.instanceConcurrency, own.instanceConcurrency);
  }
  if (options.diskSizeMB !== undefined && !DISK_MB.includes(options.diskSizeMB)) {
    yield `DiskSize must be ${DISK_MB.join(' or ')} MB, ${options.diskSizeMB} given.`;
  }
  yield* cpuViolations(options);
  yield* environmentViolations(options.environment ?? {});
}

function* asyncViolations(options: AsyncOptions, own: GenerationLimits): Generator<string> {
  const { maxAsyncRetryAttempts: retries, maxAsyncEventAgeInSeconds: age } = options;
  if (retries !== undefined) yield* outsideOf('MaxAsyncRetryAttempts', 'retries', retries, ASYNC_RETRIES);
  if (age !== undefined) {
    yield* outsideOf('MaxAsyncEventAgeInSeconds', 'seconds', age, own.asyncEventAgeSeconds);
  }
}

function hasCode(code: FunctionOptions['code'] | undefined): boolean {
  if (!code) return false;
  return 'zip' in code ? code.zip.length > 0 : code.ossBucketName !== '' && code.ossObjectName !== '';
}

function* cpuViolations({ cpu, memorySizeMB }: FunctionOptions): Generator<string> {
  if (cpu === undefined) {
    return;
  }
  // Rounded because 0.35 / 0.05 is not a whole number in binary.
  const steps = Math.round((cpu / CPU.min) * 1e6) / 1e6;
  if (!(cpu >= CPU.min && cpu <= CPU.max) || !Number.isInteger(steps)) {
    yield `CPU must be from ${CPU.min} to ${CPU.max} vCPU in steps of ${CPU.min}, ${cpu} given.`;
    return;
  }
  const ratio = memorySizeMB / 1024 / cpu;
  if (ratio < GB_PER_CPU.min || ratio > GB_PER_CPU.max) {
    yield `The ratio of vCPU to GB of memory must be from 1:1 to 1:4, ${cpu} vCPU with ${memorySizeMB} MB given.`;
  }
}

function* environmentViolations(environment: Record<string, unknown>): Generator<string> {
  let bytes = 0;
  for (const [name, value] of Object.entries(environment)) {
    if (!VARIABLE_NAME.test(name)) {
      yield `EnvironmentVariables: a name is letters, digits and underscores after a letter, '${name}' given.`;
    }
    if (RESERVED_VARIABLE.test(name)) {
      yield `EnvironmentVariables: the service keeps FC_… and a few other names for itself, '${name}' given.`;
    }
    if (typeof value !== 'string') {
      yield `EnvironmentVariables: '${name}' must be a string, ${typeof value} given.`;
    }
    bytes += Buffer.byteLength(name) + Buffer.byteLength(String(value));
  }
  if (bytes > ENVIRONMENT_BYTES) {
    yield `EnvironmentVariables must not exceed ${ENVIRONMENT_BYTES} bytes in all, ${bytes} given.`;
  }
}

function* outsideOf(
  name: string,
  unit: string,
  value: number,
  range: { min: number; max: number; step?: number },
): Generator<string> {
  const step = range.step ?? 1;
  if (!Number.isInteger(value) || value < range.min || value > range.max || value % step !== 0) {
    const steps = step > 1 ? ` in steps of ${step}` : '';
    yield `${name} must be from ${range.min} to ${range.max} ${unit}${steps}, ${value} given.`;
  }
}
