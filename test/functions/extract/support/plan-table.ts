import type { Fetch, Run } from '../../../../functions/extract/object-reader/plan/plan-state';
import { planRead } from '../../../../functions/extract/object-reader/read-plan';
import type { ReaderSettings } from '../../../../functions/extract/object-reader/reader-settings';
import { run, state, TINY, texts } from './planned-fetches';

/** One row: what is there before a read, and what is planned for it. */
export interface PlanRow {
  it: string;
  fetches?: Fetch[];
  runs?: Run[];
  places?: number[];
  isSlow?: boolean;
  settings?: Partial<ReaderSettings>;
  read: [start: number, end: number];
  plan: string[];
}

/** A run so long that the next one is expected to be long too. */
export const LONG = run(0, 30);

/** One test for each row. */
export function testPlans(rows: PlanRow[]): void {
  it.each(rows)('$it', ({ fetches = [], runs = [], places, isSlow, settings, read: [start, end], plan }) => {
    const before = state({ fetches, runs, places, isSlow, settings: { ...TINY, ...settings } });
    expect(texts(planRead(before, { start, end }).actions)).toEqual(plan);
  });
}
