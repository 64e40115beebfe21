import { BUCKET_NAME } from '../../contract/bucket-name';
import {
  ENVIRONMENT,
  EVENT_BRIDGE_ENDPOINT,
  NEWS_BUS,
  OBJECT_TAGS,
  READING_MODE,
  SWEEP,
  SWEEP_PREFIX,
  SWEEP_SUFFIX,
  TABLESTORE_FALLBACK,
} from '../../contract/environment';
import { READING_MODES, type ReadingMode } from '../../contract/reading-mode';
import { SWEEP_PERIODS, type SweepPeriod } from '../../contract/sweep';

export interface Environment {
  ossEndpoint: string;
  /** Names of the buckets whose objects get rows. */
  buckets: ReadonlySet<string>;
  tablestoreEndpoint: string;
  /** For when the first one cannot be used. */
  tablestoreFallback?: string;
  tablestoreInstance: string;
  table: string;
  objectTimeoutSeconds: number;
  stalledCpuSeconds: number;
  reading: ReadingMode;
  /** Whether the tags of objects are read. */
  objectTags: boolean;
  /** Where events about rows go. @default - none are sent */
  news?: { endpoint: string; bus: string };
  /** What the timer trigger has compared, and which keys of the first bucket get rows. @default - nothing */
  sweep?: { period: SweepPeriod; prefix: string; suffix: string };
}

/** @throws Error that names every variable that is missing or malformed */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const missing = Object.values(ENVIRONMENT).filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Error(`Environment: ${missing.join(', ')} must be set.`);
  }
  const read = (name: string): string => env[name] as string;
  const seconds = (name: string): number => {
    const value = Number(read(name));
    if (value > 0) return value;
    throw new Error(`Environment: ${name} must be a number of seconds above 0, '${read(name)}' given.`);
  };
  const buckets = read(ENVIRONMENT.buckets).split(',');
  if (!buckets.every((name) => BUCKET_NAME.test(name))) {
    throw new Error(
      `Environment: ${ENVIRONMENT.buckets} must be names of buckets joined by commas, '${buckets}' given.`,
    );
  }
  const reading = env[READING_MODE] || 'exact';
  if (!READING_MODES.some((mode) => mode === reading)) {
    throw new Error(
      `Environment: ${READING_MODE} must be one of ${READING_MODES.join(', ')}, '${reading}' given.`,
    );
  }
  return {
    ossEndpoint: read(ENVIRONMENT.ossEndpoint),
    buckets: new Set(buckets),
    tablestoreEndpoint: read(ENVIRONMENT.tablestoreEndpoint),
    tablestoreFallback: env[TABLESTORE_FALLBACK] || undefined,
    tablestoreInstance: read(ENVIRONMENT.tablestoreInstance),
    table: read(ENVIRONMENT.table),
    objectTimeoutSeconds: seconds(ENVIRONMENT.objectTimeoutSeconds),
    stalledCpuSeconds: seconds(ENVIRONMENT.stalledCpuSeconds),
    reading: reading as ReadingMode,
    objectTags: env[OBJECT_TAGS] === 'true',
    news: newsOf(env),
    sweep: sweepOf(env),
  };
}

function sweepOf(env: NodeJS.ProcessEnv): Environment['sweep'] {
  const { [SWEEP]: period, [SWEEP_PREFIX]: prefix = '', [SWEEP_SUFFIX]: suffix = '' } = env;
  if (!period) return undefined;
  if (!Object.hasOwn(SWEEP_PERIODS, period)) {
    throw new Error(
      `Environment: ${SWEEP} must be one of ${Object.keys(SWEEP_PERIODS).join(', ')}, '${period}' given.`,
    );
  }
  return { period: period as SweepPeriod, prefix, suffix };
}

function newsOf(env: NodeJS.ProcessEnv): Environment['news'] {
  const { [NEWS_BUS]: bus, [EVENT_BRIDGE_ENDPOINT]: endpoint } = env;
  if (!bus) return undefined;
  if (!endpoint)
    throw new Error(`Environment: ${EVENT_BRIDGE_ENDPOINT} must be set with ${NEWS_BUS} '${bus}'.`);
  return { endpoint, bus };
}
