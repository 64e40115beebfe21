import { planRead } from '../../../../functions/extract/object-reader/read-plan';
import { LONG, testPlans } from '../support/plan-table';
import { fetch, paused, run, state } from '../support/planned-fetches';

describe('a read after a seek', () => {
  testPlans([
    { it: 'is fetched', read: [100, 110], plan: ['fetch 100-110'] },
    { it: 'is fetched as a window if it is shorter', read: [100, 101], plan: ['fetch 100-104'] },
    { it: 'is fetched up to the end of the object', read: [998, 999], plan: ['fetch 998-1000'] },
    {
      it: 'is fetched up to the next fetch',
      fetches: [fetch(102, 200)],
      read: [100, 101],
      plan: ['fetch 100-102'],
    },
    { it: 'needs nothing if it is here', fetches: [fetch(100, 120)], read: [105, 110], plan: ['use 100'] },
    {
      it: 'waits for what is on its way',
      fetches: [fetch(100, 120, { reached: 100 })],
      read: [105, 110],
      plan: ['use 100'],
    },
    {
      it: 'is fetched from where the bytes that are here end',
      fetches: [fetch(100, 104)],
      read: [102, 106],
      plan: ['use 100', 'fetch 104-108'],
    },
    {
      it: 'is fetched where bytes are missing between others',
      fetches: [fetch(100, 104), fetch(107, 112)],
      read: [100, 112],
      plan: ['use 100', 'fetch 104-107', 'use 107'],
    },
    {
      it: 'is fetched where bytes were let go',
      fetches: [fetch(120, 200)],
      read: [110, 130],
      settings: { streamAfterBytes: 100 },
      plan: ['fetch 110-120', 'use 120'],
    },
  ]);
});

describe('a long run', () => {
  testPlans([
    {
      it: 'is fetched as a stream, half as far ahead as the run is long',
      fetches: [fetch(100, 136)],
      runs: [run(100, 136)],
      read: [136, 140],
      plan: ['fetch 136-1000, 160 wanted'],
    },
    {
      it: 'is not yet long below streamAfterBytes',
      fetches: [fetch(100, 115)],
      runs: [run(100, 115)],
      read: [115, 119],
      plan: ['fetch 115-119'],
    },
    {
      it: 'is long from streamAfterBytes on, with the least lead',
      fetches: [fetch(100, 116)],
      runs: [run(100, 116)],
      read: [116, 120],
      plan: ['fetch 116-1000, 130 wanted'],
    },
    {
      it: 'can be one read',
      read: [100, 124],
      plan: ['fetch 100-1000, 136 wanted'],
    },
    {
      it: 'lets more of its stream come in with each read',
      fetches: [paused(116, 1000, 130)],
      runs: [run(100, 120)],
      read: [120, 124],
      plan: ['use 116 up to 136'],
    },
    {
      it: 'has no more than the longest lead',
      fetches: [paused(100, 1000, 330)],
      runs: [run(100, 300)],
      read: [300, 304],
      plan: ['use 100 up to 334'],
    },
    {
      it: 'asks for what follows when the end of its fetch is near',
      fetches: [fetch(100, 150)],
      runs: [run(100, 116)],
      read: [116, 120],
      plan: ['use 100 up to 130', 'fetch 150-1000, 160 wanted'],
    },
    {
      it: 'asks for nothing more while that end is far',
      fetches: [fetch(100, 160)],
      runs: [run(100, 116)],
      read: [116, 120],
      plan: ['use 100 up to 130'],
    },
    {
      it: 'asks four times its length ahead if it is short itself',
      fetches: [fetch(500, 519)],
      runs: [LONG],
      read: [500, 504],
      plan: ['use 500 up to 514', 'fetch 519-1000, 529 wanted'],
    },
    {
      it: 'asks for nothing more if askAheadBytes is 0',
      fetches: [fetch(100, 121)],
      runs: [run(100, 116)],
      settings: { askAheadBytes: 0 },
      read: [116, 120],
      plan: ['use 100 up to 130'],
    },
    {
      it: 'has a stream up to the next fetch, and uses that',
      fetches: [fetch(100, 116), fetch(125, 170)],
      runs: [run(100, 116)],
      read: [116, 120],
      plan: ['fetch 116-125', 'use 125 up to 130'],
    },
    {
      it: 'makes another run long from its first read on',
      runs: [LONG],
      read: [500, 504],
      plan: ['fetch 500-1000, 514 wanted'],
    },
    {
      it: 'makes no other run long if it is shorter than the longest lead',
      runs: [run(0, 29)],
      read: [500, 504],
      plan: ['fetch 500-504'],
    },
  ]);
});

describe('a read far ahead in a stream', () => {
  testPlans([
    {
      it: 'waits for the stream up to the least lead behind its reach',
      fetches: [paused(100, 1000, 130)],
      read: [140, 144],
      plan: ['use 100'],
    },
    {
      it: 'is fetched anew beyond that, and the stream ends there',
      fetches: [paused(100, 1000, 130)],
      read: [141, 145],
      plan: ['shrink 100 to 141', 'fetch 141-145'],
    },
    {
      it: 'waits for what may come in already',
      fetches: [fetch(100, 1000, { reached: 130, wanted: 140 })],
      read: [150, 154],
      plan: ['use 100'],
    },
    {
      it: 'becomes a stream of its own in a file of long runs',
      fetches: [paused(100, 1000, 130)],
      runs: [LONG],
      read: [141, 145],
      plan: ['shrink 100 to 141', 'fetch 141-1000, 155 wanted'],
    },
  ]);
});

describe('streams that are open already', () => {
  const three = [paused(100, 300, 130, 1), paused(300, 500, 330, 3), paused(500, 700, 530, 2)];
  testPlans([
    {
      it: 'are stopped, but for those used last',
      fetches: three,
      runs: [LONG],
      read: [800, 804],
      plan: ['stop 500', 'stop 100', 'fetch 800-1000, 814 wanted'],
    },
    {
      it: 'stay as long as no more than openStreams are open',
      fetches: three,
      runs: [LONG],
      settings: { openStreams: 4 },
      read: [800, 804],
      plan: ['fetch 800-1000, 814 wanted'],
    },
    { it: 'stay if no other begins', fetches: three, read: [800, 804], plan: ['fetch 800-804'] },
    {
      it: 'stay if they have no more to bring than the longest lead',
      fetches: [paused(100, 160, 130)],
      runs: [LONG],
      settings: { openStreams: 1 },
      read: [800, 804],
      plan: ['fetch 800-1000, 814 wanted'],
    },
    {
      it: 'stay if the read needs them, in the place of others',
      fetches: [fetch(100, 200, { reached: 160, lastUsed: 1 }), paused(500, 700, 530, 2)],
      read: [180, 204],
      plan: ['use 100 up to 216', 'stop 500', 'fetch 200-500, 216 wanted'],
    },
    {
      it: 'are all stopped if those that the read needs are too many already',
      fetches: [fetch(100, 200, { reached: 160 }), paused(500, 700, 530, 2), paused(700, 900, 730, 3)],
      settings: { openStreams: 1 },
      read: [180, 204],
      plan: ['use 100 up to 216', 'stop 700', 'stop 500', 'fetch 200-500, 216 wanted'],
    },
    {
      it: 'have to make room for each stream that the read begins',
      fetches: [fetch(260, 270), paused(600, 900, 610)],
      read: [200, 300],
      plan: ['fetch 200-260', 'use 260 up to 330', 'stop 600', 'fetch 270-600, 330 wanted'],
    },
    {
      it: 'are fetched anew if the read comes to bytes that they no longer bring',
      fetches: [paused(240, 400, 240)],
      settings: { openStreams: 1 },
      read: [200, 300],
      plan: ['stop 240', 'fetch 200-240', 'fetch 240-1000, 330 wanted'],
    },
  ]);
});

it('changes nothing of the state', () => {
  const before = state({ fetches: [paused(100, 1000, 130)], runs: [LONG], places: [100, 300] });
  const copy = structuredClone(before);
  const read = { start: 141, end: 145 };
  expect(planRead(before, read)).toEqual(planRead(before, read));
  expect(before).toEqual(copy);
});
