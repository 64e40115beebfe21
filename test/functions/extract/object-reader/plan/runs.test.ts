import type { Run } from '../../../../../functions/extract/object-reader/plan/plan-state';
import { withAnswer } from '../../../../../functions/extract/object-reader/plan/runs';
import { planRead } from '../../../../../functions/extract/object-reader/read-plan';
import { LONG } from '../../support/plan-table';
import { run, state } from '../../support/planned-fetches';

describe('the runs', () => {
  const runsAfter = (runs: Run[], start: number, end: number): Run[] => [
    ...planRead(state({ runs }), { start, end }).runs,
  ];

  it('begin with a seek', () => {
    const seek = { start: 500, lastStart: 500, answered: 500, length: 4, reads: 1 };
    expect(runsAfter([LONG], 500, 504)).toEqual([seek, LONG]);
  });

  it.each([
    [27, 31],
    [30, 34],
  ])('go on with a read that begins in or right behind the last answer: %d-%d', (start, end) => {
    const longer = { start: 0, lastStart: start, answered: 30, length: end, reads: 3 };
    expect(runsAfter([run(200, 210), LONG], start, end)).toEqual([longer, run(200, 210)]);
  });

  it.each([
    [26, 30],
    [31, 34],
  ])('do not go on with a read of the same bytes or behind a gap: %d-%d', (start, end) => {
    expect(runsAfter([LONG], start, end)).toMatchObject([{ start, reads: 1 }, LONG]);
  });

  it('remember how far the read was answered', () => {
    const runs = [run(100, 110), LONG];
    expect(withAnswer(runs, LONG, 44)).toEqual([run(100, 110), { ...LONG, answered: 44 }]);
    expect(withAnswer(runs, run(500, 504), 510)).toEqual(runs);
  });

  it('are four at most; that of the oldest read is forgotten', () => {
    const runs = [run(100, 110), run(200, 210), run(300, 310), run(400, 410)];
    expect(runsAfter(runs, 500, 504).map(({ start }) => start)).toEqual([500, 100, 200, 300]);
  });
});

describe('the answer', () => {
  it.each([
    ['to a short read after a seek is what was asked for', [], [100, 104], 104, 104],
    ['to a large read after a seek waits for its first part only', [], [100, 112], 108, 112],
    ['on a run gives an eighth of it, and at most the run once more', [run(60, 100)], [100, 104], 106, 116],
    ['on a long run gathers no more than gatherBytes', [run(0, 100)], [100, 101], 106, 113],
    ['on a short run gives as much again as was read', [run(94, 100)], [100, 102], 102, 110],
  ] as const)('%s', (_, runs, [start, end], waitFor, giveUpTo) => {
    expect(planRead(state({ runs }), { start, end }).answer).toEqual({ waitFor, giveUpTo });
  });
});
