import { HEAD_BYTES, TAIL_BYTES } from '../../contract/read-ahead';
import type { ReadingMode } from '../../contract/reading-mode';
import { USUAL } from '../conditions';
import { findResult, type Result } from '../measurement';
import type { State, ToolName } from '../tools/tool';
import { BATCH, type Throughput } from './side-by-side';

/** A goal of the project, and what was measured. */
export interface Goal {
  goal: string;
  measured: string;
  /** Undefined when nothing was measured that decides it. */
  met: boolean | undefined;
}

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

/** Compares one number of the warm function with a limit, in every case that has both. */
function inEvery(
  goal: string,
  cases: readonly string[],
  value: (name: string) => number | undefined,
  limit: number,
  text: (value: number) => string,
): Goal {
  const values = cases.flatMap((name) => {
    const found = value(name);
    return found === undefined ? [] : [{ name, found }];
  });
  if (values.length === 0) return { goal, measured: 'not measured', met: undefined };
  const missed = values.filter(({ found }) => found > limit);
  const shown = missed.length > 0 ? missed : [values.reduce((a, b) => (a.found > b.found ? a : b))];
  const told = shown.map(({ name, found }) => `${name} ${text(found)}`).join(', ');
  return { goal, measured: missed.length > 0 ? told : `at most ${told}`, met: missed.length === 0 };
}

const percent = (share: number): string => share.toFixed(2);

/** Most milliseconds of the warm function in `fast` mode, by case. */
const FAST_LIMITS: [limitMs: number, cases: string[]][] = [
  [40, ['mp4-moov-first', 'mp4-moov-last', 'mov-prores', 'wav', 'mp3', 'jpg']],
  [90, ['ts', 'mkv-hevc', 'mkv-hevc-33mbps']],
];

const milliseconds = (value: number): string => `${Math.round(value)} ms`;

/** Decides whether the goals are met, from the medians at the usual distance. */
export function judgeGoals(results: readonly Result[], throughputs: readonly Throughput[]): Goal[] {
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
    inEvery(
      "`fast`: at most 25 ms of CPU beyond mediainfo's own",
      cases,
      (name) => extract(name, 'fast')?.detail.ownCpuMs,
      25,
      milliseconds,
    ),
    ...throughputs.map(judgeThroughput),
  ];
}

function judgeThroughput({ mode, oneByOneMs, atOnceMs }: Throughput): Goal {
  const times = oneByOneMs / atOnceMs;
  return {
    goal: `\`${mode}\`: ${BATCH} objects at once have 4 × the throughput of one at a time`,
    measured: `${times.toFixed(1)} × (${milliseconds(atOnceMs)} instead of ${milliseconds(oneByOneMs)})`,
    met: times >= 4,
  };
}
