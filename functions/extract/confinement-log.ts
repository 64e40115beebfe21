import { type Log, writeLog } from './log';
import type { Measure } from './mediainfo/confinement';

let told = false;

/** Says once per instance which measures of mediainfo's confinement the platform refuses. The others hold. */
export function tellOfRefusedMeasures(measures: readonly Measure[], log: Log = writeLog): void {
  if (told) return;
  told = true;
  log({ level: 'warn', message: 'mediainfo not fully confined', reason: `Refused: ${measures.join('; ')}.` });
}
