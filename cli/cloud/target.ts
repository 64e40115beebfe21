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
import { checkedFields, TARGET_FIELDS, type Told } from './target-grammar';

/** Where a deployed pipeline is. It does not contain access keys. */
export interface Target {
  region: string;
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
export const LOCAL_VARIABLE = 'MEDIA_LOCAL';
const OUTPUTS_FILE = 'stack.outputs.json';

/** Without these names no command can work. */
const NEEDED = ['bucket', 'instance', 'table'] as const;

type Field = (typeof TARGET_FIELDS)[number];
type Fields = Partial<Record<Field, Told>>;

/** @throws UsageError that says what is missing and how to give it, or everything that breaks its grammar */
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
  const { where, line } = readLocalLine(file, cwd);
  const { accessKeyId, accessKeySecret, outputs = {} } = line;
  const told: Fields = {
    ...fieldsOf(
      line,
      (field) => `'${field}' in ${where}`,
      (field) => field,
    ),
    ...namesOf(outputs, where, line),
    ...given(options),
  };
  const missing = missingOf(told, NEEDED);
  if (missing) {
    throw new UsageError(
      `--local: the stack in ${where} has no outputs that name everything: give ${missing}.`,
    );
  }
  return {
    index: indexOf(outputs),
    ...(checkedFields(told) as unknown as Omit<Target, 'index' | 'vpc'>),
    vpc: false,
    describedWith: describedWith(
      line[MEDIAINFO] ?? outputs[OUTPUT_OF[MEDIAINFO]],
      line[READING] ?? outputs[OUTPUT_OF[READING]],
      outputs[POLICIES],
    ),
    keys: { accessKeyId, accessKeySecret },
  };
}

/** The stack says how its index is called; one without outputs is taken for one of this release. */
const indexOf = ({ SearchIndexName }: Record<string, unknown>): string =>
  typeof SearchIndexName === 'string' ? SearchIndexName : SEARCH_INDEX;

const MEDIAINFO = 'mediaInfoVersion';
const READING = 'reading';
/** The output of the stack that tells them. */
const POLICIES = 'Policies';

function deployedTarget(options: TargetOptions, env: NodeJS.ProcessEnv, cwd: string): Target {
  const file = options.outputs ?? OUTPUTS_FILE;
  const isThere = existsSync(resolve(cwd, file));
  const outputs = isThere || options.outputs ? readStackOutputs(file, options.stack, cwd) : {};
  const told: Fields = { ...namesOf(outputs, `'${file}'`), ...fromEnvironment(env), ...given(options) };
  const missing = missingOf(told, ['region', ...NEEDED]);
  if (missing) {
    throw new UsageError(
      isThere
        ? `'${file}' does not tell everything: give ${missing}.`
        : `No '${file}' here, which 'ros-cdk deploy --sync true --outputs-file true' writes. Change to its folder, ` +
            `name it with --outputs, or give ${missing}; for a pipeline on this machine, start one with 'media local'.`,
    );
  }
  const { vpc = false } = options;
  const known = checkedFields(told) as Record<'region' | 'bucket' | 'instance' | 'table', string>;
  return {
    index: indexOf(outputs),
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
    ),
  };
}

/** Missing outputs, for example those of an older stack, are left undefined. */
const describedWith = (mediaInfoVersion: unknown, reading: unknown, policies: unknown): DescribedWith => ({
  mediaInfoVersion: typeof mediaInfoVersion === 'string' ? mediaInfoVersion : undefined,
  reading: READING_MODES.find((mode) => mode === reading),
  policies: readAssigned(policies),
});

/** The fields that `source` holds under the names that `nameOf` gives them. */
function fieldsOf(
  source: Record<string, unknown>,
  from: (field: Field) => string,
  nameOf: (field: Field) => string | undefined,
): Fields {
  const fields: Fields = {};
  for (const field of TARGET_FIELDS) {
    const value = source[nameOf(field) ?? ''];
    if (value !== undefined) fields[field] = { value, from: from(field) };
  }
  return fields;
}

/** Outputs of the stack by the field that each tells. */
const OUTPUTS: Partial<Record<Field, string>> = {
  ...OUTPUT_OF,
  region: 'Region',
  index: 'SearchIndexName',
  accountId: 'AccountId',
};

/** @param known what goes before the outputs */
function namesOf(
  outputs: Record<string, unknown>,
  where: string,
  known: Record<string, unknown> = {},
): Fields {
  return fieldsOf(
    outputs,
    (field) => `output '${OUTPUTS[field]}' in ${where}`,
    (field) => (known[field] === undefined ? OUTPUTS[field] : undefined),
  );
}

/** What the environment tells; the region as the tools of Alibaba Cloud look for it. */
function fromEnvironment(env: NodeJS.ProcessEnv): Fields {
  const names = {
    region: ['ALIBABA_CLOUD_REGION_ID', 'ALIBABA_CLOUD_REGION'],
    accountId: ['ALIBABA_CLOUD_ACCOUNT_ID'],
  };
  const fields: Fields = {};
  for (const [field, variables] of Object.entries(names)) {
    const name = variables.find((variable) => env[variable]);
    if (name) fields[field as Field] = { value: env[name], from: `$${name}` };
  }
  return fields;
}

/** Options that were set. */
function given(options: TargetOptions): Fields {
  const flagOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return fieldsOf(
    options as Record<string, unknown>,
    (field) => `--${flagOf(field)}`,
    (field) => field,
  );
}

/** Flags of what is not told, for a message. */
function missingOf(told: Fields, needed: readonly Field[]): string | undefined {
  const missing = needed.filter((field) => !told[field]?.value);
  return missing.length > 0 ? missing.map((field) => `--${field}`).join(', ') : undefined;
}
