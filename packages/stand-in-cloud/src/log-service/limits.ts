import { limits } from 'ros-template-check';
import { SlsError } from './errors';

const { PROJECT_NAME, LOGSTORE_NAME, LOGSTORE_TTL_DAYS, SHARDS } = limits.logService;

export function checkProjectName(name: string): void {
  if (!PROJECT_NAME.test(name)) {
    throw new SlsError(
      'ParameterInvalid',
      `Project name must be 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends; '${name}' given.`,
    );
  }
}

export function checkLogstoreName(name: string): void {
  if (!LOGSTORE_NAME.test(name)) {
    throw new SlsError(
      'LogstoreInfoInvalid',
      `Logstore name must be 2 to 63 lower-case letters, digits, hyphens and underscores, with a letter or digit at both ends; '${name}' given.`,
    );
  }
}

export function checkTtl(days: number): void {
  checkInteger('ttl', 'days', days, LOGSTORE_TTL_DAYS);
}

export function checkShardCount(count: number): void {
  checkInteger('shardCount', 'shards', count, SHARDS);
}

function checkInteger(name: string, unit: string, value: number, range: { min: number; max: number }): void {
  if (!Number.isInteger(value) || value < range.min || value > range.max) {
    throw new SlsError(
      'LogstoreInfoInvalid',
      `${name} must be a whole number of ${unit} from ${range.min} to ${range.max}, ${value} given.`,
    );
  }
}

/** An index without full text and without keys finds nothing: the service refuses it. */
export function checkIndex(index: unknown): void {
  const given = index as { line?: unknown; keys?: unknown } | null;
  const isObject = typeof given === 'object' && given !== null;
  if (!isObject || (given.line === undefined && given.keys === undefined)) {
    throw new SlsError('IndexInfoInvalid', 'An index must have a full-text part, keys or both; none given.');
  }
}
