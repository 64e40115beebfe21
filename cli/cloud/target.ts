import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { READING_MODES } from '../../contract/reading-mode';
import type { DescribedWith } from '../../contract/row-verdict';
import { SEARCH_INDEX } from '../../contract/table';
import { UsageError } from '../program/errors';
import { OUTPUT_OF } from './connection';
import { runningClouds } from './running-clouds';
import { readStackOutputs } from './stack-outputs';

/** Where a deployed pipeline is. It does not contain access keys. */
export interface Target {
  region: string;
  bucket: string;
  instance: string;
  table: string;
  index: string;
  service?: string;
  function?: string;
  /** @default the owner of the bucket; OSS is asked for it when a function is invoked */
  accountId?: string;
  ossEndpoint: string;
  tablestoreEndpoint: string;
  /** @default the region's endpoint of the account */
  fcEndpoint?: string;
  /** @default - unknown for a local cloud that serves none */
  logEndpoint?: string;
  logProject?: string;
  logStore?: string;
  /** True to stay inside Alibaba Cloud. */
  vpc: boolean;
  /** What objects are described with, as far as the stack says it. */
  describedWith: DescribedWith;
}

/** Command options that say where the pipeline is. They override what files say. */
export interface TargetOptions {
  local?: string;
  outputs?: string;
  stack?: string;
  region?: string;
  bucket?: string;
  instance?: string;
  table?: string;
  service?: string;
  function?: string;
  vpc?: boolean;
  tablestoreEndpoint?: string;
  ossEndpoint?: string;
  fcEndpoint?: string;
  logEndpoint?: string;
  logProject?: string;
  logStore?: string;
}

/** The part of the first line of `media local` that is needed for any stack. */
const LOCAL_LINE = z.looseObject({
  ossEndpoint: z.string(),
  tablestoreEndpoint: z.string(),
  fcEndpoint: z.optional(z.string()),
  logEndpoint: z.optional(z.string()),
  region: z.string(),
  accessKeyId: z.string(),
  accessKeySecret: z.string(),
  accountId: z.string(),
  outputs: z.optional(z.record(z.string(), z.unknown())),
  index: z.optional(z.string()),
});

export interface LocalTarget extends Target {
  keys: { accessKeyId: string; accessKeySecret: string };
  /** Said before anything is asked: nobody named this cloud. */
  notice?: string;
}

/** The environment variable that can replace `--local`. */
export const LOCAL_VARIABLE = 'MEDIA_LOCAL';
const OUTPUTS_FILE = 'stack.outputs.json';

/** Without these names no command can work. */
const NEEDED = ['bucket', 'instance', 'table'] as const;

/** @throws UsageError that says what is missing and how to give it */
export function findTarget(
  options: TargetOptions,
  { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string },
): Target | LocalTarget {
  const local = options.local ?? (options.outputs ? undefined : env[LOCAL_VARIABLE]);
  if (local) return localTarget(local, options, cwd);
  return runningTarget(options, env, cwd) ?? deployedTarget(options, env, cwd);
}

/** Options and a file that say where the pipeline is; without any, a local cloud that is up is meant. */
const PLACES = [
  ...(['outputs', 'stack', 'region', 'bucket', 'instance', 'table', 'service', 'function', 'vpc'] as const),
  ...(['tablestoreEndpoint', 'ossEndpoint', 'fcEndpoint', 'logEndpoint', 'logProject', 'logStore'] as const),
];

function runningTarget(options: TargetOptions, env: NodeJS.ProcessEnv, cwd: string): LocalTarget | undefined {
  if (PLACES.some((name) => options[name] !== undefined) || existsSync(resolve(cwd, OUTPUTS_FILE))) {
    return undefined;
  }
  const [running, ...others] = runningClouds(env);
  if (!running) return undefined;
  if (others.length > 0) {
    const files = [running, ...others].map(({ pid, path }) => `  --local ${path}  (process ${pid})`);
    throw new UsageError(`Several local clouds are up: name one of them.\n${files.join('\n')}`);
  }
  const notice = `Asking the local cloud of process ${running.pid}.`;
  return { ...localTarget(running.path, options, cwd), notice };
}

function localTarget(file: string, options: TargetOptions, cwd: string): LocalTarget {
  const where = file === '-' ? 'standard input' : `'${file}'`;
  let text: string;
  try {
    text = file === '-' ? readFileSync(0, 'utf8') : readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`--local: ${where} cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
  const first = text.split('\n').find((one) => one.trimStart().startsWith('{'));
  const parsed = LOCAL_LINE.safeParse(parseJson(first ?? ''));
  if (!parsed.success) {
    throw new UsageError(`--local: the first line of 'media local' is expected in ${where}.`);
  }
  const { accessKeyId, accessKeySecret, outputs = {}, ...line } = parsed.data;
  const named = Object.entries(OUTPUT_OF).map(([name, output]) => [name, line[name] ?? outputs[output]]);
  const { mediaInfoVersion, reading, ...names } = Object.fromEntries(named);
  const told = { ...line, ...names, ...given(options) };
  const missing = NEEDED.filter((name) => typeof told[name] !== 'string');
  if (missing.length > 0) {
    const flags = missing.map((name) => `--${name}`).join(', ');
    throw new UsageError(
      `--local: the stack in ${where} has no outputs that name everything: give ${flags}.`,
    );
  }
  return {
    index: SEARCH_INDEX,
    ...(told as Omit<Target, 'index' | 'vpc'>),
    vpc: false,
    describedWith: describedWith(mediaInfoVersion, reading),
    keys: { accessKeyId, accessKeySecret },
  };
}

function deployedTarget(options: TargetOptions, env: NodeJS.ProcessEnv, cwd: string): Target {
  const file = options.outputs ?? OUTPUTS_FILE;
  const isThere = existsSync(resolve(cwd, file));
  const outputs = isThere || options.outputs ? readStackOutputs(file, options.stack, cwd) : {};
  const region =
    options.region ??
    env['ALIBABA_CLOUD_REGION_ID'] ??
    env['ALIBABA_CLOUD_REGION'] ??
    outputs['Region'] ??
    regionOf(outputs);
  const told = {
    region,
    bucket: options.bucket ?? outputs['BucketName'],
    instance: options.instance ?? outputs['InstanceName'],
    table: options.table ?? outputs['TableName'],
  };
  const missing = Object.entries(told).filter(([, value]) => !value);
  if (missing.length > 0) {
    const flags = missing.map(([name]) => `--${name}`).join(', ');
    throw new UsageError(
      isThere
        ? `'${file}' does not tell everything: give ${flags}.`
        : `No '${file}' here, which 'ros-cdk deploy --sync true --outputs-file true' writes. Change to its folder, ` +
            `name it with --outputs, or give ${flags}; for a pipeline on this machine, start one with 'media local'.`,
    );
  }
  const { vpc = false } = options;
  const known = told as { region: string; bucket: string; instance: string; table: string };
  return {
    ...known,
    index: outputs['SearchIndexName'] ?? SEARCH_INDEX,
    service: outputs['ServiceName'],
    function: outputs['FunctionName'],
    accountId: env['ALIBABA_CLOUD_ACCOUNT_ID'] ?? outputs['AccountId'],
    ossEndpoint: `https://oss-${known.region}${vpc ? '-internal' : ''}.aliyuncs.com`,
    tablestoreEndpoint: vpc
      ? `https://${known.instance}.${known.region}.vpc.tablestore.aliyuncs.com`
      : `https://${known.instance}.${known.region}.ots.aliyuncs.com`,
    logEndpoint: `https://${known.region}${vpc ? '-intranet' : ''}.log.aliyuncs.com`,
    logProject: outputs['LogProjectName'],
    logStore: outputs['LogStoreName'],
    ...given(options),
    vpc,
    describedWith: describedWith(outputs['MediaInfoVersion'], outputs['Reading']),
  };
}

/** Missing outputs, for example those of an older stack, are left undefined. */
const describedWith = (mediaInfoVersion: unknown, reading: unknown): DescribedWith => ({
  mediaInfoVersion: typeof mediaInfoVersion === 'string' ? mediaInfoVersion : undefined,
  reading: READING_MODES.find((mode) => mode === reading),
});

/** The options that were set, without those that only say where to look. */
function given(options: TargetOptions): Partial<Target> {
  const { local: _, outputs: __, stack: ___, vpc: ____, ...rest } = options;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}

/**
 * Older stacks have no output `Region`. Then the region is part of the endpoint at which the function reads
 * objects.
 */
function regionOf(outputs: Record<string, string>): string | undefined {
  return /\/\/oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/.exec(
    outputs['FunctionOssEndpoint'] ?? '',
  )?.[1];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
