import { limits } from 'ros-template-check';
import { parseBucketArn } from './arn';
import { FcError } from './errors';
import { checkRoleArn } from './name-limits';
import type { OssTriggerOptions, TimerTriggerOptions } from './service';

const EVENTS = new Set(limits.oss.EVENT_NAMES);

/**
 * @returns the name of the bucket
 * @throws FcError `InvalidArgument`
 */
export function checkOssTrigger(
  options: OssTriggerOptions,
  home: { region: string; accountId: string },
): string {
  checkRoleArn('InvocationRole', options.invocationRole);
  checkEvents(options.events);
  const source = parseBucketArn(options.sourceArn);
  if (source?.region !== home.region || source.accountId !== home.accountId) {
    throw new FcError(
      'InvalidArgument',
      `SourceArn must name a bucket of region ${home.region} and account ${home.accountId}, ` +
        `'acs:oss:REGION:ACCOUNT:BUCKET'; '${options.sourceArn}' given.`,
    );
  }
  return source.bucket;
}

/** @throws FcError `InvalidArgument` */
export function checkTimerTrigger({
  cronExpression,
  payload = '',
}: TimerTriggerOptions): limits.timer.Schedule {
  const schedule = limits.timer.readSchedule(cronExpression);
  if ('fault' in schedule) {
    throw new FcError('InvalidArgument', `cronExpression '${cronExpression}': ${schedule.fault}.`);
  }
  const bytes = Buffer.byteLength(payload);
  if (bytes > limits.timer.MESSAGE_BYTES) {
    throw new FcError(
      'InvalidArgument',
      `payload must be at most ${limits.timer.MESSAGE_BYTES} bytes, ${bytes} given.`,
    );
  }
  return schedule;
}

function checkEvents(events: string[]): void {
  if (events.length === 0) {
    throw new FcError('InvalidArgument', 'Events must name at least one event.');
  }
  const unknown = events.filter((event) => !EVENTS.has(event));
  if (unknown.length > 0) {
    throw new FcError('InvalidArgument', `Events: OSS sends no ${unknown.map((e) => `'${e}'`).join(', ')}.`);
  }
}
