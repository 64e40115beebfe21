import type {
  Action,
  Fetch,
  PlanState,
  Run,
} from '../../../../functions/extract/object-reader/plan/plan-state';
import {
  READER_SETTINGS,
  type ReaderSettings,
} from '../../../../functions/extract/object-reader/reader-settings';

/** Settings so small that each number in a test can be worked out by hand. */
export const TINY: ReaderSettings = {
  ...READER_SETTINGS,
  headBytes: 16,
  openHead: false,
  tailBytes: 8,
  windowBytes: 4,
  streamAfterBytes: 20,
  longRunBytes: 30,
  askAheadBytes: 40,
  leadShare: 1 / 2,
  minLeadBytes: 10,
  maxLeadBytes: 30,
  pieceBytes: 20,
  piecesAtOnce: 3,
  partBytes: 8,
  gatherBytes: 6,
  extraBytes: 12,
  openStreams: 2,
  cacheBytes: 50,
  placesAhead: 3,
};

/** A fetch of `start-end`, all of it here if nothing else is said. */
export const fetch = (start: number, end: number, more: Partial<Fetch> = {}): Fetch => ({
  start,
  end,
  reached: end,
  wanted: end,
  lastUsed: 0,
  ...more,
});

/** A fetch of which the bytes below `reached` are here, and no more are wanted for now. */
export const paused = (start: number, end: number, reached: number, lastUsed = 0): Fetch =>
  fetch(start, end, { reached, wanted: reached, lastUsed });

/** A run whose last read was of 4 bytes and was answered with just these. */
export const run = (start: number, end: number): Run => ({
  start,
  lastStart: end - 4,
  answered: end,
  length: end - start,
  reads: 2,
});

export const state = (more: Partial<PlanState> = {}): PlanState => ({
  size: 1000,
  settings: TINY,
  blockBytes: 5,
  fetches: [],
  runs: [],
  ...more,
});

function text(action: Action): string {
  switch (action.do) {
    case 'begin': {
      const { start, end, wanted } = action;
      return `fetch ${start}-${end}${wanted === end ? '' : `, ${wanted} wanted`}`;
    }
    case 'use':
      return `use ${action.fetch.start}${action.upTo === undefined ? '' : ` up to ${action.upTo}`}`;
    case 'shrink':
      return `shrink ${action.fetch.start} to ${action.end}`;
    case 'trim':
      return `let go of ${action.fetch.start} below ${action.below}`;
    default:
      return `${action.do} ${action.fetch.start}`;
  }
}

/** A plan as a table shows it: a fetch is named after the byte at which it begins. */
export const texts = (actions: readonly Action[]): string[] => actions.map(text);
