import { limits } from 'ros-template-check';
import { parseBucketArn } from './arn';
import { FcError } from './errors';
import { checkRoleArn } from './name-limits';
import type { TriggerOptions } from './service';

const EVENTS = new Set(limits.oss.EVENT_NAMES);

/**
 * @returns the name of the bucket
 * @throws FcError `InvalidArgument`
 */
export function checkTrigger(options: TriggerOptions, home: { region: string; accountId: string }): string {
  if (options.type !== 'oss') {
    throw new FcError('InvalidArgument', `Trigger type must be 'oss', '${options.type}' given.`);
  }
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

function checkEvents(events: string[]): void {
  if (events.length === 0) {
    throw new FcError('InvalidArgument', 'Events must name at least one event.');
  }
  const unknown = events.filter((event) => !EVENTS.has(event));
  if (unknown.length > 0) {
    throw new FcError('InvalidArgument', `Events: OSS sends no ${unknown.map((e) => `'${e}'`).join(', ')}.`);
  }
}
