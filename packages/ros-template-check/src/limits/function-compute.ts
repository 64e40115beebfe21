import type { Range } from './range';

/**
 * Limits of Function Compute, by the page of each operation and the schema of its ROS types. Those of the two generations
 * are the same where none says `FC3`.
 */

/** Letters, digits, `_` and `-`, no digit or hyphen first (page "CreateFunction"). */
const name = (longest: number) => new RegExp(`^[A-Za-z_][A-Za-z0-9_-]{0,${longest - 1}}$`);

export const SERVICE_NAME_CHARACTERS = 128;
export const SERVICE_NAME = name(SERVICE_NAME_CHARACTERS);

export const FUNCTION_NAME_CHARACTERS = 64;
export const FUNCTION_NAME = name(FUNCTION_NAME_CHARACTERS);

export const TRIGGER_NAME_CHARACTERS = 128;
export const TRIGGER_NAME = name(TRIGGER_NAME_CHARACTERS);

export const RUNTIMES = [
  ...['nodejs20', 'nodejs18', 'nodejs16', 'nodejs14', 'nodejs12', 'nodejs10', 'nodejs8', 'nodejs6'],
  ...['python3.12', 'python3.10', 'python3.9', 'python3', 'python2.7', 'java11', 'java8', 'php7.2'],
  ...['dotnetcore3.1', 'dotnetcore2.1', 'go1'],
  ...['custom', 'custom.debian10', 'custom.debian11', 'custom.debian12', 'custom-container'],
];

/** The runtimes that Function Compute 3 kept (page "CreateFunction" of 2023-03-30, and that of the ROS type). */
const DROPPED = ['nodejs6', 'python2.7', 'dotnetcore2.1'];
export const RUNTIMES_FC3 = RUNTIMES.filter((runtime) => !DROPPED.includes(runtime));

/** What a function gets when its template sets none. */
export const DEFAULT_MEMORY_MB = 128;

export const MEMORY_MB: Range = { min: 128, max: 32_768, step: 64 };

/** By the schema of `ALIYUN::FC3::Function`. */
export const MEMORY_MB_FC3: Range = { min: 128, max: 65_536, step: 64 };

/** In thousandths of a vCPU, so that the steps are whole numbers. */
export const CPU_THOUSANDTHS: Range = { min: 50, max: 16_000, step: 50 };

/** GB of memory for each vCPU. */
export const GB_PER_CPU = { min: 1, max: 4 };

export const DISK_MB = [512, 10_240];

/** The largest is one day. */
export const TIMEOUT_SECONDS: Range = { min: 1, max: 86_400 };

/** Requests in one instance at a time. */
export const INSTANCE_CONCURRENCY: Range = { min: 1, max: 100 };

/** Of a function, in characters; Function Compute 3 (schema of `ALIYUN::FC3::Function`). */
export const DESCRIPTION_CHARACTERS_FC3 = 256;

/** Page "Configure environment variables": a letter, then letters, digits and `_`. */
export const VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Names that only the service may use (same page). */
export const RESERVED_VARIABLE = /^(FC_.*|accessKeyID|accessKeySecret|securityToken|topic)$/;

/** All names and values together. */
export const ENVIRONMENT_BYTES = 4_096;

/** Length of source code that is written in the template itself. */
export const SOURCE_CODE_CHARACTERS = 4_096;

export const ASYNC_RETRIES: Range = { min: 0, max: 8 };

/** 30 days; 7 days in Function Compute 3. */
export const ASYNC_EVENT_AGE_SECONDS: Range = { min: 1, max: 2_592_000 };
export const ASYNC_EVENT_AGE_SECONDS_FC3: Range = { min: 1, max: 604_800 };

export const TRIGGER_TYPES = [
  'oss',
  'log',
  'timer',
  'http',
  'tablestore',
  'cdn_events',
  'mns_topic',
  'eventbridge',
  'rds',
];

/** Native triggers of OSS. More are possible only with EventBridge. */
export const TRIGGERS_PER_BUCKET = 10;

export const TRIGGERS_PER_FUNCTION = 50;

/** Size of an event, for synchronous and asynchronous calls. */
export const PAYLOAD_BYTES = { sync: 32 * 1_024 * 1_024, async: 128 * 1_024 };
