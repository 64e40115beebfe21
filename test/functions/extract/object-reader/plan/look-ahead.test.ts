import { fetchIndex } from '../../../../../functions/extract/object-reader/plan/look-ahead';
import type { PlanState } from '../../../../../functions/extract/object-reader/plan/plan-state';
import type { ReaderSettings } from '../../../../../functions/extract/object-reader/reader-settings';
import { LONG, testPlans } from '../../support/plan-table';
import { fetch, paused, run, state, TINY, texts } from '../../support/planned-fetches';

describe('a seek to a fragment', () => {
  const places = [100, 300, 500, 700, 900];
  testPlans([
    {
      it: 'fetches the next ones too, as many as may be on their way',
      places,
      read: [100, 104],
      plan: ['fetch 100-104', 'fetch 300-304', 'fetch 500-504'],
    },
    {
      it: 'may be a window behind its beginning',
      places,
      read: [104, 108],
      plan: ['fetch 104-108', 'fetch 300-304', 'fetch 500-504'],
    },
    {
      it: 'counts what is on its way elsewhere',
      places,
      fetches: [paused(600, 650, 620)],
      read: [100, 104],
      plan: ['fetch 100-104', 'fetch 300-304'],
    },
    {
      it: 'does not count a stream that it stops',
      places,
      fetches: [paused(600, 650, 610)],
      runs: [LONG],
      settings: { openStreams: 1, placesAhead: 2 },
      read: [100, 104],
      plan: ['stop 600', 'fetch 100-600, 114 wanted', 'fetch 700-704'],
    },
    {
      it: 'leaves out those that are here',
      places,
      fetches: [fetch(100, 104), fetch(300, 304)],
      read: [100, 104],
      plan: ['use 100', 'fetch 500-504', 'fetch 700-704', 'fetch 900-904'],
    },
    {
      it: 'leaves out one that is in the window of another',
      places: [100, 300, 302, 500],
      read: [100, 104],
      plan: ['fetch 100-104', 'fetch 300-304', 'fetch 500-504'],
    },
    {
      it: 'fetches each up to the next fetch',
      places,
      fetches: [fetch(100, 104), fetch(302, 310)],
      settings: { placesAhead: 1 },
      read: [100, 104],
      plan: ['use 100', 'fetch 300-302'],
    },
    {
      it: 'fetches no others if they are so near that it will read on to them',
      places: [100, 108, 116],
      read: [100, 104],
      plan: ['fetch 100-104'],
    },
    { it: 'fetches no others behind the last', places, read: [900, 904], plan: ['fetch 900-904'] },
    { it: 'fetches no others before the first', places, read: [50, 54], plan: ['fetch 50-54'] },
    {
      it: 'fetches no others if it is not to where one begins',
      places,
      read: [105, 109],
      plan: ['fetch 105-109'],
    },
    {
      it: 'fetches the others only once, not with each read that follows',
      places,
      fetches: [fetch(100, 110)],
      runs: [run(100, 104)],
      read: [104, 108],
      plan: ['use 100'],
    },
  ]);
});

describe('the index of an MP4', () => {
  const HEAD = fetch(0, 16);
  const OPEN = fetch(0, 992, { reached: 4, wanted: 16 });
  const TAIL = fetch(992, 1000);
  const open = { openHead: true };

  it.each<[string, [start: number, end: number], Partial<PlanState>, Partial<ReaderSettings>, string[]]>([
    ['behind the media is fetched up to the tail', [980, 1000], {}, {}, ['fetch 980-992']],
    [
      'behind the media ends an open head',
      [980, 1000],
      { head: OPEN, fetches: [OPEN, TAIL] },
      open,
      ['shrink 0 to 980', 'fetch 980-992'],
    ],
    ['before the media is fetched from the head on', [8, 30], {}, {}, ['fetch 16-30']],
    ['before the media comes with an open head', [8, 30], { head: OPEN, fetches: [OPEN, TAIL] }, open, []],
    ['is not fetched if it is in the head', [8, 16], {}, {}, []],
    ['is not fetched if it begins in the head', [12, 1000], {}, { cacheBytes: 10_000 }, []],
    ['is not fetched if it is in the tail', [994, 1000], {}, {}, []],
    ['is fetched if it is as large as half of the memory', [967, 1000], {}, {}, ['fetch 967-992']],
    ['is not fetched if it is larger', [966, 1000], {}, {}, []],
    ['is not fetched twice', [980, 1000], { fetches: [HEAD, TAIL, fetch(970, 985)] }, {}, []],
    ['is not fetched without a head', [980, 1000], { head: undefined, fetches: [TAIL] }, {}, []],
    ['is not fetched without a tail', [980, 1000], { tail: undefined, fetches: [HEAD] }, {}, []],
  ])('%s', (_, [start, end], more, settings, plan) => {
    const before = state({
      fetches: [HEAD, TAIL],
      head: HEAD,
      tail: TAIL,
      ...more,
      settings: { ...TINY, ...settings },
    });
    expect(texts(fetchIndex(before, { start, end }))).toEqual(plan);
  });

  it('behind the media comes with an open head if that may come in so far already', () => {
    const head = fetch(0, 32, { reached: 4, wanted: 16 });
    const tail = fetch(32, 40);
    const before = state({ size: 40, fetches: [head, tail], head, tail, settings: { ...TINY, ...open } });
    expect(texts(fetchIndex(before, { start: 16, end: 40 }))).toEqual(['shrink 0 to 16', 'fetch 16-32']);
    expect(texts(fetchIndex(before, { start: 15, end: 40 }))).toEqual(['shrink 0 to 16']);
  });
});
