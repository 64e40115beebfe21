import { letGo } from '../../../../../functions/extract/object-reader/plan/let-go';
import type { PlanState } from '../../../../../functions/extract/object-reader/plan/plan-state';
import { fetch, paused, run, state, TINY, texts } from '../../support/planned-fetches';

const HEAD = fetch(0, 16);
const TAIL = fetch(940, 1000);
const TAIL_40 = fetch(960, 1000);
const NARROW = { ...TINY, behindBytes: 15 };
const OPEN = { ...TINY, openHead: true };

describe('memory', () => {
  it.each<[string, Partial<PlanState>, string[]]>([
    ['stays as it is while no more than cacheBytes are held', { fetches: [fetch(100, 150)] }, []],
    ['is given back beyond that', { fetches: [fetch(100, 151)] }, ['let go of 100 below 151', 'drop 100']],
    [
      'is given back by the fetch used longest ago, and no more than is needed',
      {
        fetches: [
          fetch(100, 130, { lastUsed: 3 }),
          fetch(200, 230, { lastUsed: 1 }),
          fetch(300, 315, { lastUsed: 2 }),
        ],
      },
      ['let go of 200 below 230', 'drop 200'],
    ],
    [
      'is given back by as many as it takes',
      {
        fetches: [
          fetch(100, 150, { lastUsed: 3 }),
          fetch(200, 230, { lastUsed: 1 }),
          fetch(300, 315, { lastUsed: 2 }),
        ],
      },
      ['let go of 200 below 230', 'let go of 300 below 315', 'drop 200', 'drop 300'],
    ],
    [
      'behind a run is given back, but for the least lead',
      { fetches: [paused(100, 1000, 170)], runs: [run(100, 150)] },
      ['let go of 100 below 140'],
    ],
    [
      'behind a run is given back also if the run has read all that is here',
      { fetches: [paused(100, 1000, 170)], runs: [run(100, 170)] },
      ['let go of 100 below 160'],
    ],
    [
      'is given back in whole blocks',
      { fetches: [paused(100, 1000, 170)], runs: [run(100, 154)] },
      ['let go of 100 below 140'],
    ],
    ['near a run stays', { fetches: [paused(100, 1000, 170)], runs: [run(100, 114)] }, []],
    [
      'of a fetch that has ended stays where a run reads from it',
      { fetches: [fetch(100, 170)], runs: [run(100, 150)] },
      ['let go of 100 below 140'],
    ],
    [
      'of a fetch that nobody reads from stays while it is on its way',
      { fetches: [paused(100, 1000, 170), fetch(50, 60, { lastUsed: 1 })] },
      ['let go of 50 below 60', 'drop 50'],
    ],
    [
      'of the rest of a stream that was left is given back, and the rest is not fetched',
      { fetches: [paused(100, 190, 160)] },
      ['stop 100', 'let go of 100 below 160', 'drop 100'],
    ],
    [
      'of the rest of a stream stays if other memory is enough',
      { fetches: [paused(100, 160, 130, 1), fetch(200, 225, { lastUsed: 2 })] },
      ['let go of 200 below 225', 'drop 200'],
    ],
    [
      'of the rest of a stream stays if a run reads from it',
      { fetches: [paused(100, 190, 160)], runs: [run(100, 114)] },
      [],
    ],
    [
      'of a stream that was left stays if it has more to bring than the longest lead',
      { fetches: [paused(100, 191, 160)] },
      [],
    ],
    ['of a fetch whose bytes are coming in stays', { fetches: [fetch(100, 190, { reached: 160 })] }, []],
    ['of the tail stays', { fetches: [TAIL, HEAD], tail: TAIL, head: HEAD }, []],
    [
      'of the head stays if the head is short',
      { fetches: [HEAD, fetch(100, 150, { lastUsed: 1 })], head: HEAD },
      ['let go of 100 below 150', 'drop 100'],
    ],
    [
      'of an open head is given back',
      { fetches: [HEAD, fetch(100, 150, { lastUsed: 1 })], head: HEAD, settings: OPEN },
      ['let go of 0 below 16', 'drop 0'],
    ],
    [
      'far behind a run is given back at once',
      { fetches: [paused(100, 1000, 140)], runs: [run(100, 136)], settings: NARROW },
      ['let go of 100 below 120'],
    ],
    [
      'far behind the last of several runs is given back at once',
      { fetches: [paused(100, 1000, 140)], runs: [run(130, 138), run(100, 134)], settings: NARROW },
      ['let go of 100 below 115'],
    ],
    [
      'before a run that began further on stays',
      { fetches: [paused(100, 1000, 140)], runs: [run(105, 136)], settings: NARROW },
      [],
    ],
    [
      'far behind a run that has read all of a fetch is given back at once',
      { fetches: [fetch(100, 140)], runs: [run(100, 140)], settings: NARROW },
      ['let go of 100 below 125'],
    ],
    [
      'behind a run stays until it is worth it',
      { fetches: [paused(100, 1000, 140)], runs: [run(100, 129)], settings: NARROW },
      [],
    ],
    [
      'of the tail stays far behind a run',
      { fetches: [TAIL_40], tail: TAIL_40, runs: [run(960, 1000)], settings: NARROW },
      [],
    ],
    [
      'is not held by a fetch that was stopped before its first byte: it is forgotten',
      { fetches: [fetch(50, 50), paused(60, 100, 60), paused(100, 1000, 170)] },
      ['drop 50'],
    ],
  ])('%s', (_, more, plan) => {
    expect(texts(letGo(state(more)))).toEqual(plan);
  });
});
