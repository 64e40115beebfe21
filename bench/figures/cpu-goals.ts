import type { ReadingMode } from '../../contract/reading-mode';
import type { Distance } from '../conditions';
import { findResult, type Result } from '../measurement';
import { type Goal, inEvery, milliseconds } from './goal';

/** Most milliseconds of CPU of the function's own process for an object, without mediainfo, by way of reading and case. */
const OWN_CPU: [mode: ReadingMode, limitMs: number, cases: string[]][] = [
  ['fast', 8, ['mp4-moov-first', 'mp4-moov-last', 'mov-prores', 'mp3', 'jpg']],
  ['exact', 12, ['mp4-moov-first', 'mp4-moov-last', 'mov-prores', 'mp3', 'jpg']],
  ['exact', 40, ['ts', 'mxf', 'mkv-hevc-33mbps']],
];

/** Most milliseconds of CPU of all processes beyond those of mediainfo alone. */
const BEYOND_MEDIAINFO_MS = 10;

/** Decides the goals for CPU time, of the warm function and means of all runs. */
export function cpuGoals(results: readonly Result[], distance: Distance): Goal[] {
  const cases = [...new Set(results.map(({ measurement }) => measurement.case))];
  const own = (name: string, mode: ReadingMode): Result | undefined =>
    findResult(results, { case: name, tool: 'extract', state: 'warm', mode, ...distance });
  const beyond = (mode: ReadingMode) => (name: string) => {
    const stock = findResult(results, { case: name, tool: 'mediainfo', ...distance });
    const found = own(name, mode);
    return found && stock && found.measurement.cpuMs - stock.measurement.cpuMs;
  };
  return [
    ...OWN_CPU.map(([mode, limit, wanted]) =>
      inEvery(
        `\`${mode}\`: at most ${limit} ms of CPU of the function itself on ${wanted.join(', ')}`,
        wanted.filter((name) => cases.includes(name)),
        (name) => own(name, mode)?.detail.ownCpuMs,
        limit,
        milliseconds,
      ),
    ),
    ...(['exact', 'fast'] as const).map((mode) =>
      inEvery(
        `\`${mode}\`: CPU, mediainfo's included, at most ${BEYOND_MEDIAINFO_MS} ms above that of mediainfo alone`,
        cases,
        beyond(mode),
        BEYOND_MEDIAINFO_MS,
        (value) => `${value > 0 ? '+' : ''}${milliseconds(value)}`,
      ),
    ),
  ];
}
