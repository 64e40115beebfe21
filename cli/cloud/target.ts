import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readAssigned } from '../../contract/policy/assigned-policies';
import { READING_MODES } from '../../contract/reading-mode';
import type { DescribedWith } from '../../contract/row-verdict';
import { SEARCH_INDEX } from '../../contract/search-index';
import { UsageError } from '../program/errors';
import { OUTPUT_OF } from './connection';
import { readLocalLine } from './local-line';
import { runningClouds } from './running-clouds';
import { readStackOutputs } from './stack-outputs';
import { checkedFields } from './target-grammar';
import { type Fields, fieldsOf, fromEnvironment, given, missingOf, namesOf } from './told-fields';

/** Where a deployed pipeline is. It does not contain access keys. */
export interface Target {
  region: string;
  /** Bucket, instance and table are empty where the command does without and nothing tells them. */
  bucket: string;
  instance: string;
  table: string;
  index: string;
  /** Of the function. Only Function Compute 2 has services. */
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
  /** What keys the stack's trigger is for. @default any, also where the bucket is not the one of the stack */
  keyFilter?: KeyFilter;
}

/** The beginning and the end of keys; empty for any. */
export interface KeyFilter {
  prefix: string;
  suffix: string;
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

/** A target in the cloud on this machine, whose key stands beside it. */
export interface LocalTarget extends Target {
  keys: { accessKeyId: string; accessKeySecret: string };
  /** Said before anything is asked: nobody named this cloud. */
  notice?: string;
}

/** The environment variable that can replace `--local`. */
const LOCAL_VARIABLE = 'MEDIA_LOCAL';
const OUTPUTS_FILE = 'stack.outputs.json';

/** What a command may not be able to work without. */
export type NeededName = 'bucket' | 'instance' | 'table';
const ALL_NAMES: readonly NeededName[] = ['bucket', 'instance', 'table'];
const UNTOLD = { bucket: '', instance: '', table: '' };

/**
 * @param needed the names that the command uses
 * @throws UsageError that says what is missing and how to give it, or everything that breaks its grammar
 */
export function findTarget(
  options: TargetOptions,
  { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string },
  needed: readonly NeededName[] = ALL_NAMES,
): Target | LocalTarget {
  const local = options.local ?? (options.outputs ? undefined : env[LOCAL_VARIABLE]);
  if (local) return localTarget(local, options, cwd, needed);
  return runningTarget(options, env, cwd, needed) ?? deployedTarget(options, env, cwd, needed);
}

/** Options and a file that say where the pipeline is; without any, a local cloud that is up is meant. */
const PLACES = [
  ...(['outputs', 'stack', 'region', 'bucket', 'instance', 'table', 'service', 'function', 'vpc'] as const),
  ...(['tablestoreEndpoint', 'ossEndpoint', 'fcEndpoint', 'logEndpoint', 'logProject', 'logStore'] as const),
];

function runningTarget(
  options: TargetOptions,
  env: NodeJS.ProcessEnv,
  cwd: string,
  needed: readonly NeededName[],
): LocalTarget | undefined {
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
  return { ...localTarget(running.path, options, cwd, needed), notice };
}

function localTarget(
  file: string,
  options: TargetOptions,
  cwd: string,
  needed: readonly NeededName[],
): LocalTarget {
  const { where, line } = readLocalLine(file, cwd);
  const { accessKeyId, accessKeySecret } = line;
  // Another stack than the first one of the local cloud, as 'media deploy --local' makes it.
  const isOther = options.outputs !== undefined || options.stack !== undefined;
  const other = options.outputs ?? OUTPUTS_FILE;
  const outputs = isOther ? readStackOutputs(other, options.stack, cwd) : (line.outputs ?? {});
  const told: Fields = {
    ...fieldsOf(
      line,
      (field) => `'${field}' in ${where}`,
      (field) => (isOther && field in OUTPUT_OF ? undefined : field),
    ),
    ...(isOther ? namesOf(outputs, `'${other}'`) : namesOf(outputs, where, line)),
    ...given(options),
  };
  const missing = missingOf(told, needed);
  if (missing) {
    throw new UsageError(
      `--local: the stack in ${isOther ? `'${other}'` : where} has no outputs that name everything: give ${missing}.`,
    );
  }
  const checked = checkedFields(told);
  return {
    index: SEARCH_INDEX,
    ...UNTOLD,
    ...(checked as unknown as Omit<Target, 'index' | 'vpc'>),
    vpc: false,
    describedWith: describedWith(
      (isOther ? undefined : line[MEDIAINFO]) ?? outputs[OUTPUT_OF[MEDIAINFO]],
      (isOther ? undefined : line[READING]) ?? outputs[OUTPUT_OF[READING]],
      outputs[POLICIES],
      outputs[NEWS_BUS],
    ),
    keyFilter: keyFilterOf(outputs, checked['bucket'] ?? ''),
    keys: { accessKeyId, accessKeySecret },
  };
}

const MEDIAINFO = 'mediaInfoVersion';
const READING = 'reading';
/** Outputs of the stack that are there when its setting is. */
const FILTER = { prefix: 'Prefix', suffix: 'Suffix' } as const;
/** Outputs with the policies of the stack and with its event bus. */
const POLICIES = 'Policies';
const NEWS_BUS = 'NewsBus';

function deployedTarget(
  options: TargetOptions,
  env: NodeJS.ProcessEnv,
  cwd: string,
  needed: readonly NeededName[],
): Target {
  const file = options.outputs ?? OUTPUTS_FILE;
  const isThere = existsSync(resolve(cwd, file));
  const outputs = isThere || options.outputs ? readStackOutputs(file, options.stack, cwd) : {};
  const told: Fields = { ...namesOf(outputs, `'${file}'`), ...fromEnvironment(env), ...given(options) };
  const missing = missingOf(told, ['region', ...needed]);
  if (missing) {
    throw new UsageError(
      isThere
        ? `'${file}' does not tell everything: give ${missing}.`
        : `No '${file}' here, which 'media deploy' writes. Change to its folder, ` +
            `name it with --outputs, or give ${missing}; for a pipeline on this machine, start one with 'media local'.`,
    );
  }
  const { vpc = false } = options;
  const known = { ...UNTOLD, ...checkedFields(told) } as Record<'region' | NeededName, string>;
  return {
    index: SEARCH_INDEX,
    ossEndpoint: `https://oss-${known.region}${vpc ? '-internal' : ''}.aliyuncs.com`,
    tablestoreEndpoint: vpc
      ? `https://${known.instance}.${known.region}.vpc.tablestore.aliyuncs.com`
      : `https://${known.instance}.${known.region}.ots.aliyuncs.com`,
    logEndpoint: `https://${known.region}${vpc ? '-intranet' : ''}.log.aliyuncs.com`,
    ...known,
    vpc,
    describedWith: describedWith(
      outputs[OUTPUT_OF[MEDIAINFO]],
      outputs[OUTPUT_OF[READING]],
      outputs[POLICIES],
      outputs[NEWS_BUS],
    ),
    keyFilter: keyFilterOf(outputs, known.bucket),
  };
}

/**
 * What the stack's outputs tell of the keys that its trigger is for. Further buckets have triggers of their own, of which
 * the stack knows nothing.
 */
export function keyFilterOf(outputs: Record<string, unknown>, bucket: string): KeyFilter | undefined {
  const [prefix, suffix] = [FILTER.prefix, FILTER.suffix].map((name) => outputs[name] ?? '');
  if (outputs[OUTPUT_OF.bucket] !== bucket || (prefix === '' && suffix === '')) return undefined;
  return typeof prefix === 'string' && typeof suffix === 'string' ? { prefix, suffix } : undefined;
}

/** Missing outputs, for example those of an older stack, are left undefined. */
const describedWith = (
  mediaInfoVersion: unknown,
  reading: unknown,
  policies: unknown,
  newsBus: unknown,
): DescribedWith => ({
  mediaInfoVersion: typeof mediaInfoVersion === 'string' ? mediaInfoVersion : undefined,
  reading: READING_MODES.find((mode) => mode === reading),
  policies: readAssigned(policies),
  news: (typeof newsBus === 'string' && newsBus !== '') || undefined,
});
