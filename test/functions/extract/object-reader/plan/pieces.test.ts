import { testPlans } from '../../support/plan-table';
import { fetch, paused, run } from '../../support/planned-fetches';

/** A run that is as long as one in pieces must be. */
const RUN = run(100, 132);

describe('a long run over a slow connection', () => {
  testPlans([
    {
      it: 'goes on as a stream while the connection is fast enough',
      fetches: [paused(100, 1000, 140)],
      runs: [RUN],
      read: [132, 136],
      plan: ['use 100 up to 154'],
    },
    {
      it: 'ends its stream with what may come in, and is fetched in pieces behind that',
      fetches: [paused(100, 1000, 140)],
      runs: [RUN],
      isSlow: true,
      read: [132, 136],
      plan: ['shrink 100 to 140', 'use 100', 'fetch 140-160', 'fetch 160-180'],
    },
    {
      it: 'is not yet fetched in pieces below longRunBytes',
      fetches: [paused(100, 1000, 130)],
      runs: [run(100, 120)],
      isSlow: true,
      read: [120, 124],
      plan: ['use 100 up to 136'],
    },
    {
      it: 'begins the next piece when the run has come so far',
      fetches: [fetch(120, 140), fetch(140, 160, { reached: 150 }), fetch(160, 180, { reached: 160 })],
      runs: [run(100, 140)],
      isSlow: true,
      read: [140, 144],
      plan: ['use 140', 'use 160', 'fetch 180-200'],
    },
    {
      it: 'has pieces up to the next fetch, and takes what that holds',
      fetches: [fetch(120, 140), fetch(150, 170)],
      runs: [RUN],
      isSlow: true,
      read: [132, 136],
      plan: ['use 120', 'fetch 140-150', 'use 150', 'fetch 170-190'],
    },
    {
      it: 'has no piece behind the end of the object',
      fetches: [fetch(960, 990)],
      runs: [run(950, 985)],
      isSlow: true,
      read: [985, 989],
      plan: ['use 960', 'fetch 990-1000'],
    },
    {
      it: 'leaves the pieces ahead of it with a seek, but not those that are here',
      fetches: [
        fetch(120, 140, { reached: 135 }),
        fetch(140, 160),
        fetch(160, 180, { reached: 165 }),
        fetch(300, 320, { reached: 300 }),
      ],
      runs: [RUN],
      isSlow: true,
      read: [500, 504],
      plan: ['stop 160', 'fetch 500-1000, 514 wanted'],
    },
    {
      it: 'keeps the piece into which the seek goes',
      fetches: [fetch(140, 160, { reached: 150 }), fetch(160, 180, { reached: 162 })],
      runs: [RUN],
      isSlow: true,
      read: [164, 168],
      plan: ['stop 140', 'use 160 up to 178', 'fetch 180-1000, 190 wanted'],
    },
  ]);
});
