import { HEAD_BYTES, TAIL_BYTES } from '../../contract/read-ahead';
import type { ReadingMode } from '../../contract/reading-mode';
import { USUAL } from '../conditions';
import { findResult, type Result } from '../measurement';
import type { State, ToolName } from '../tools/tool';
import type { BatchFigures } from './batch';
import { cpuGoals } from './cpu-goals';
import { type Goal, inEvery, milliseconds, percent } from './goal';
import type { Throughput } from './side-by-side';
import { judgeBatch, judgeThroughput } from './throughput-goals';

/**
 * Bytes that the function may read in addition to MediaInfo: it requests the beginning and the end before it
 * knows what is needed.
 */
const AHEAD_BYTES = HEAD_BYTES + TAIL_BYTES;

/** The most that the function may take, as a share of mediainfo's time, by case. */
const SHARES: [share: number, cases: string[]][] = [
  [
    0.65,
    [
      'mp4-moov-first',
      'mp4-moov-last',
      'mp4-3h',
      'mp4-20gb',
      'mkv-hevc',
      'mkv-hevc-33mbps',
      'avi',
      'wav',
      'mp3',
      'jpg',
    ],
  ],
  [0.3, ['mov-prores']],
  [0.2, ['mp4-fragmented']],
];

/** Most milliseconds of the warm function in `fast` mode, by case. */
const FAST_LIMITS: [limitMs: number, cases: string[]][] = [
  [40, ['mp4-moov-first', 'mp4-moov-last', 'mov-prores', 'wav', 'mp3', 'jpg']],
  [90, ['ts', 'mkv-hevc', 'mkv-hevc-33mbps']],
];

/** Decides whether the goals are met, from the medians at the usual distance. */
export function judgeGoals(
  results: readonly Result[],
  throughputs: readonly Throughput[],
  batch?: BatchFigures,
): Goal[] {
  const cases = [...new Set(results.map(({ measurement }) => measurement.case))];
  const measured = (wanted: string[]): string[] => wanted.filter((name) => cases.includes(name));
  const of = (name: string, tool: ToolName, state: State, mode?: ReadingMode): Result | undefined =>
    findResult(results, { case: name, tool, state, ...USUAL, ...(mode && { mode }) });
  const extract = (name: string, mode: ReadingMode, state: State = 'warm') =>
    of(name, 'extract', state, mode);
  const against =
    (mode: ReadingMode, tool: ToolName, state: State) =>
    (name: string): number | undefined => {
      const [own, other] = [extract(name, mode), of(name, tool, state)];
      return own && other && own.measurement.wallMs / other.measurement.wallMs;
    };
  const faster = (mode: ReadingMode, tool: ToolName, state: State): Goal =>
    inEvery(`\`${mode}\`: faster than ${tool} on every file`, cases, against(mode, tool, state), 1, percent);
  const overread =
    (taken: (mediaInfo: Result) => number | undefined) =>
    (name: string): number | undefined => {
      const [own, other] = [extract(name, 'exact'), of(name, 'mediainfo', 'cold')];
      const bytes = other && taken(other);
      return own && bytes && (own.measurement.bytes - AHEAD_BYTES) / bytes;
    };
  return [
    faster('exact', 'mediainfo', 'cold'),
    ...SHARES.map(([limit, wanted]) =>
      inEvery(
        `\`exact\`: at most ${limit} of mediainfo's time on ${wanted.join(', ')}`,
        measured(wanted),
        against('exact', 'mediainfo', 'cold'),
        limit,
        percent,
      ),
    ),
    faster('exact', 'mediainfo.js', 'warm'),
    inEvery(
      '`exact`: at most 6 sequential round trips for a file of 50 fragments',
      measured(['mp4-fragmented']),
      (name) => extract(name, 'exact')?.measurement.roundTrips,
      6,
      String,
    ),
    inEvery(
      '`exact`: at most 1.2 × the bytes that mediainfo takes in of the URL, plus a head and a tail',
      cases,
      overread(({ measurement }) => measurement.bytes),
      1.2,
      (times) => `${times.toFixed(2)} ×`,
    ),
    inEvery(
      '`exact`: at most 1.2 × the bytes that mediainfo reads of the file on disk, plus a head and a tail',
      cases,
      overread(({ detail }) => detail.diskBytes),
      1.2,
      (times) => `${times.toFixed(2)} ×`,
    ),
    faster('fast', 'mediainfo', 'cold'),
    faster('fast', 'ffprobe', 'cold'),
    faster('fast', 'mediainfo.js', 'warm'),
    ...FAST_LIMITS.map(([limit, wanted]) =>
      inEvery(
        `\`fast\`: at most ${limit} ms on ${wanted.join(', ')}`,
        measured(wanted),
        (name) => extract(name, 'fast')?.measurement.wallMs,
        limit,
        milliseconds,
      ),
    ),
    inEvery(
      '`fast`, cold: at most 250 ms on mp4, with the start of the process',
      measured(['mp4-moov-first', 'mp4-moov-last']),
      (name) => extract(name, 'fast', 'cold')?.measurement.wallMs,
      250,
      milliseconds,
    ),
    ...cpuGoals(results, USUAL),
    ...throughputs.flatMap(judgeThroughput),
    ...(batch ? judgeBatch(batch) : []),
  ];
}
