import { type Log, writeLog } from './log';
import type { Measure } from './mediainfo/confinement';

let logged = false;

/** What the log says of it, and `media show --as`. */
export const NOT_CONFINED = 'mediainfo not fully confined';

export const refusedText = (measures: readonly Measure[]): string => `Refused: ${measures.join('; ')}.`;

/**
 * Logs, once per instance, which measures of mediainfo's confinement the platform refuses. All other measures
 * are in force.
 */
export function logRefusedMeasures(measures: readonly Measure[], log: Log = writeLog): void {
  if (logged) return;
  logged = true;
  log({ level: 'warn', message: NOT_CONFINED, reason: refusedText(measures) });
}

/** Logs that mediainfo is started anew for each object: every object then costs some milliseconds more. */
export function logUnforked(reason: string, log: Log = writeLog): void {
  log({
    level: 'warn',
    message: 'mediainfo is not forked',
    reason: `Each object gets a process of its own: ${reason}.`,
  });
}
