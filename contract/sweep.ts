import { DIFFERENCES, type Difference } from './keeping-up/difference';

/**
 * The sweep: a timer trigger has the function compare bucket and table bit by bit, and make right what differs. Names
 * that stack, function and commands share.
 */

/** How often bucket and table are compared as a whole, with the milliseconds from one beginning to the next. */
export const SWEEP_PERIODS = { daily: 86_400_000, weekly: 7 * 86_400_000 } as const;
export type SweepPeriod = keyof typeof SWEEP_PERIODS;

/** Minutes from one firing of the timer to the next. Each firing is a slice of the sweep, or one read that says that nothing is due. */
export const SWEEP_INTERVAL_MINUTES = 10;

/** Name of the trigger, and the message in its events. */
export const SWEEP_TRIGGER = 'sweep';

/** The table that holds how far the sweep is, in the instance of the rows. */
export const SWEEP_TABLE = 'SweepState';

/** Its primary key, of type STRING, and the value of that in its only row. */
export const SWEEP_KEY = 'Name';
export const SWEEP_ROW = 'sweep';

/** The column with the state as JSON: a `SweepState`. */
export const SWEEP_COLUMN = 'State';

/** What a sweep has counted so far. */
export interface SweepFigures extends Record<Difference, number> {
  /** Objects that were compared. */
  objects: number;
  /** Rows that were compared. */
  rows: number;
  /** Symbolic links with a row: only a look at the object says whether that is right. */
  linked: number;
  /** Objects that could not be dealt with and were passed over, until the next sweep. */
  passedOver: number;
  /** Invocations that did something. */
  slices: number;
  /** Lists of the bucket, ranges of the table, and reads and writes of the state. */
  listRequests: number;
}

export const noFigures = (): SweepFigures => ({
  objects: 0,
  rows: 0,
  ...(Object.fromEntries(Object.keys(DIFFERENCES).map((name) => [name, 0])) as Record<Difference, number>),
  linked: 0,
  passedOver: 0,
  slices: 0,
  listRequests: 0,
});

export interface SweepPosition {
  bucket: string;
  /** Up to this key all is done; empty at the beginning of the bucket. */
  after: string;
}

/** What is kept between slices. Times are ISO 8601. */
export interface SweepState {
  started: string;
  /** Where to go on. Absent when the sweep is finished. */
  position?: SweepPosition;
  /** Until then a slice may be running, and no other one begins. Absent when none is. */
  lease?: string;
  /** Slices that ended at `position` because of an object there, or were killed there. */
  tries: number;
  figures: SweepFigures;
  /** The last sweep that was finished. */
  last?: { started: string; finished: string; figures: SweepFigures };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTime = (value: unknown): value is string => isText(value) && !Number.isNaN(Date.parse(value));
const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** @returns undefined for what is no state */
export function readSweepState(text: unknown): SweepState | undefined {
  const { started, position, lease, tries, figures, last } = membersOf(parsed(text));
  if (!isTime(started) || !Number.isSafeInteger(tries) || Number(tries) < 0) return undefined;
  const { bucket, after } = membersOf(position);
  const { started: began, finished, figures: counted } = membersOf(last);
  return {
    started,
    position: isText(bucket) && isText(after) ? { bucket, after } : undefined,
    lease: isTime(lease) ? lease : undefined,
    tries: Number(tries),
    figures: readFigures(figures),
    last:
      isTime(began) && isTime(finished)
        ? { started: began, finished, figures: readFigures(counted) }
        : undefined,
  };
}

function parsed(text: unknown): unknown {
  try {
    return isText(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Figures that an earlier version did not count are 0. */
function readFigures(value: unknown): SweepFigures {
  const told = membersOf(value);
  const figures = noFigures();
  for (const name of Object.keys(figures) as (keyof SweepFigures)[]) {
    const count = Object.hasOwn(told, name) ? told[name] : 0;
    if (Number.isSafeInteger(count)) figures[name] = Number(count);
  }
  return figures;
}
