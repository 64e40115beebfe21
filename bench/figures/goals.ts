import { READER_SETTINGS } from '../../functions/extract/object-reader/reader-settings';
import { USUAL } from '../conditions';
import { findResult, type Measurement, type Result } from '../measurement';
import type { State, ToolName } from '../tools/tool';
import { BATCH, type Throughput } from './side-by-side';

/** What the project wants of itself, and what it got. */
export interface Goal {
  goal: string;
  measured: string;
  /** Undefined: nothing that decides it was measured. */
  met: boolean | undefined;
}

/** Bytes beyond MediaInfo's own that the function may read: its head and tail come before it is known what is needed. */
const AHEAD_BYTES = READER_SETTINGS.headBytes + READER_SETTINGS.tailBytes;

/** Share of mediainfo's time that the function may take, by case. */
const SHARES: [share: number, cases: string[]][] = [
  [0.65, ['mp4-moov-first', 'mp4-moov-last', 'mp4-3h', 'mp4-20gb', 'mkv-hevc', 'avi', 'wav', 'mp3', 'jpg']],
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

/** Judges by the medians at the usual distance. */
export function judgeGoals(results: readonly Result[], throughput: Throughput | undefined): Goal[] {
  const cases = [...new Set(results.map(({ measurement }) => measurement.case))];
  const of = (name: string, tool: ToolName, state: State): Measurement | undefined =>
    findResult(results, { case: name, tool, state, ...USUAL })?.measurement;
  const against =
    (tool: ToolName, state: State) =>
    (name: string): number | undefined => {
      const [own, other] = [of(name, 'extract', 'warm'), of(name, tool, state)];
      return own && other && own.wallMs / other.wallMs;
    };
  const share = against('mediainfo', 'cold');
  const goals = [
    inEvery('Faster than mediainfo on every file', cases, share, 1, percent),
    ...SHARES.map(([limit, wanted]) =>
      inEvery(
        `At most ${limit} of mediainfo's time on ${wanted.join(', ')}`,
        wanted.filter((name) => cases.includes(name)),
        share,
        limit,
        percent,
      ),
    ),
    inEvery('Faster than mediainfo.js on every file', cases, against('mediainfo.js', 'warm'), 1, percent),
    inEvery(
      'At most 6 sequential round trips for a file of 50 fragments',
      cases.filter((name) => name === 'mp4-fragmented'),
      (name) => of(name, 'extract', 'warm')?.roundTrips,
      6,
      String,
    ),
    inEvery(
      'At most 1.2 × the bytes that mediainfo takes in, plus a head and a tail',
      cases,
      (name) => {
        const [own, other] = [of(name, 'extract', 'warm'), of(name, 'mediainfo', 'cold')];
        return own && other && (own.bytes - AHEAD_BYTES) / other.bytes;
      },
      1.2,
      (times) => `${times.toFixed(2)} ×`,
    ),
  ];
  if (!throughput) return goals;
  const times = throughput.oneByOneMs / throughput.atOnceMs;
  const measured = `${times.toFixed(1)} × (${Math.round(throughput.atOnceMs)} ms instead of ${Math.round(throughput.oneByOneMs)} ms)`;
  const goal = `${BATCH} objects at once: 4 × the throughput of one at a time`;
  return [...goals, { goal, measured, met: times >= 4 }];
}
