import { Cron } from 'croner';
import type { limits } from 'ros-template-check';

const MINUTE = 60_000;

/**
 * When a timer trigger fires next.
 * @param after milliseconds since the epoch: for an interval, when it fired last or was made
 * @returns milliseconds since the epoch; undefined for what never comes, such as the 30th of February
 */
export function nextFiring(schedule: limits.timer.Schedule, after: number): number | undefined {
  if (schedule.kind === 'every') return after + schedule.minutes * MINUTE;
  const { fields, timeZone = 'UTC' } = schedule;
  return new Cron(fields, { timezone: timeZone, paused: true }).nextRun(new Date(after))?.getTime();
}
