import type { Answer } from './answer';

/** How `media doctor` asks the function to check itself, and what it answers. */

/** With this every request begins, byte for byte. No event of an OSS trigger does: it begins with its `events`. */
export const SELF_CHECK_START = '{"selfCheck":"';

/** Longest request in bytes: an object's key of 1,023 bytes, escaped, and an event around it. */
export const SELF_CHECK_BYTES = 8_192;

/** Optional environment variable. `false` when the function must not check itself. */
export const SELF_CHECK = 'SELF_CHECK';

/** What each check is about, in the order in which they run. */
export const SELF_CHECKS = [
  'kernel',
  'user',
  'temporary directory',
  'sparse file',
  'mediainfo',
  'system call filter',
  'DNS',
  'Tablestore endpoint',
  'other Tablestore endpoint',
  'missing object',
] as const;
export type SelfCheckName = (typeof SELF_CHECKS)[number];

export interface SelfCheckResult {
  name: SelfCheckName;
  /** Undefined when it could not be checked. */
  passed?: boolean;
  /** What was found, without secrets. */
  facts: Record<string, string | number | boolean>;
  /** Why it failed, or was not checked. */
  reason?: string;
  milliseconds: number;
}

/** An answer about no object. */
export interface SelfCheckAnswer extends Answer {
  selfCheck: 'done' | 'refused';
  checks: SelfCheckResult[];
}

/** @param checks none when the function may not check itself */
export const selfCheckAnswer = (
  selfCheck: SelfCheckAnswer['selfCheck'],
  checks: SelfCheckResult[],
): SelfCheckAnswer => ({ selfCheck, checks, objects: [], rejected: [] });

/** Asks the function to check itself. @param missingKey of an object that is not in the bucket */
export const selfCheckRequest = (missingKey: string): string =>
  JSON.stringify({ selfCheck: 'run', missingKey });

/** An event about an object for which the function fails, so that one sees what becomes of such events. */
export const failingEvent = (
  { bucket, key }: { bucket: string; key: string },
  now: { toISOString(): string },
): string =>
  JSON.stringify({
    selfCheck: 'fail',
    events: [
      {
        eventName: 'ObjectCreated:PutObject',
        eventSource: 'acs:oss',
        eventTime: now.toISOString(),
        oss: { bucket: { name: bucket }, object: { key } },
      },
    ],
  });
