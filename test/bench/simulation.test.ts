import fc from 'fast-check';
import { EventHeap } from '../../bench/scale/event-heap';
import { type Model, simulate } from '../../bench/scale/simulate';

const NOTHING = { requests: 0, megabytes: 0, writes: 0 };

/** One service time, no limits but the instances. */
const model = (change: Partial<Model> = {}): Model => ({
  uploads: { perSecond: 10, seconds: 100, spacing: 'random' },
  demandOf: () => ({ seconds: 0.1, units: NOTHING }),
  instances: { most: 4, atOnce: 4, growthPerMinute: 0, coldSeconds: 0 },
  waiting: 'queue',
  giveUpAfterSeconds: Number.POSITIVE_INFINITY,
  pipes: {},
  ...change,
});

const sumOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
const meanOf = (values: Float64Array): number => sumOf(values) / values.length;

it('takes events in order of time, and those of one time in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (times) => {
      const heap = new EventHeap<number>();
      for (const [i, time] of times.entries()) heap.put(time, i);
      const taken = times.map(() => heap.take()!);
      const sorted = times.map((time, event) => ({ time, event })).sort((a, b) => a.time - b.time);
      expect(taken.map(({ time, event }) => ({ time, event }))).toEqual(sorted);
      expect(heap.take()).toBeUndefined();
    }),
  );
});

describe('the simulation', () => {
  const models = fc
    .record({
      perSecond: fc.integer({ min: 1, max: 60 }),
      most: fc.integer({ min: 1, max: 8 }),
      growthPerMinute: fc.integer({ min: 0, max: 60 }),
      waiting: fc.constantFrom('queue' as const, 'backoff' as const),
      partitions: fc.integer({ min: 0, max: 3 }),
      coldSeconds: fc.constantFrom(0, 0.5),
      seed: fc.integer(),
    })
    .map(({ perSecond, most, growthPerMinute, waiting, partitions, coldSeconds, seed }) => ({
      seed,
      model: model({
        uploads: { perSecond, seconds: 20, spacing: 'random' },
        demandOf: (random) => ({
          seconds: random() / 5,
          units: { requests: 3, megabytes: random(), writes: 4 },
        }),
        instances: { most, atOnce: 1, growthPerMinute, coldSeconds },
        waiting,
        pipes: { requests: 100 },
        ...(partitions > 0 && { table: { partitions, unitsPerSecond: 100, inFirst: 0.5 } }),
      }),
    }));

  it('loses nothing, and counts the same of the time in it both ways (Little)', () => {
    fc.assert(
      fc.property(models, ({ model: one, seed }) => {
        const { uploaded, described, givenUp, seconds, presentSeconds, mostInstances } = simulate(one, seed);
        expect(described + givenUp).toBe(uploaded);
        expect(givenUp).toBe(0);
        expect(presentSeconds).toBeCloseTo(sumOf(seconds), 5);
        expect(mostInstances).toBeLessThanOrEqual(one.instances.most);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same for the same seed, and something else for another', () => {
    const [one, same, other] = [7, 7, 8].map((seed) => simulate(model(), seed));
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('lets nothing wait where instances and clock fit (D/D/c)', () => {
    const even = model({ uploads: { perSecond: 32, seconds: 50, spacing: 'even' } });
    const { seconds, mostWaiting, mostInstances } = simulate(even, 1);
    expect([seconds[0], seconds.at(-1)]).toEqual([expect.closeTo(0.1), expect.closeTo(0.1)]);
    expect(mostWaiting).toBe(0);
    expect(mostInstances).toBeLessThanOrEqual(4);
  });

  it('waits as long as queueing theory says for one instance and one service time (M/D/1)', () => {
    // At a load of 0.8 the mean wait is 0.8 / (2 × (1 − 0.8)) = 2 service times.
    const one = model({
      uploads: { perSecond: 8, seconds: 12_000, spacing: 'random' },
      instances: { most: 1, atOnce: 1, growthPerMinute: 0, coldSeconds: 0 },
    });
    const wait = meanOf(simulate(one, 3).seconds) - 0.1;
    expect(Math.abs(wait / 0.2 - 1)).toBeLessThan(0.05);
  });

  it('waits as long as Erlang says for several instances and random service times (M/M/c)', () => {
    // Erlang C for 4 instances at a load of 0.8: 0.5964 wait at all, and on average 0.5964 / (4 × 10 − 32) s.
    const erlang = model({
      uploads: { perSecond: 32, seconds: 3_000, spacing: 'random' },
      demandOf: (random) => ({ seconds: -0.1 * Math.log(1 - random()), units: NOTHING }),
    });
    const wait = meanOf(simulate(erlang, 5).seconds) - 0.1;
    expect(Math.abs(wait / 0.07455 - 1)).toBeLessThan(0.1);
  });

  it('writes no faster than the hottest range of keys takes', () => {
    const sent = { perSecond: 50, seconds: 40, spacing: 'even' } as const;
    const written = (inFirst: number): number => {
      const { described, endSeconds } = simulate(
        model({
          uploads: sent,
          demandOf: () => ({ seconds: 0.1, units: { ...NOTHING, writes: 4 } }),
          instances: { most: 1_000, atOnce: 1_000, growthPerMinute: 0, coldSeconds: 0 },
          table: { partitions: 2, unitsPerSecond: 100, inFirst },
        }),
        1,
      );
      return described / endSeconds;
    };
    // 100 units a second are 25 rows in one range, and 50 in two.
    expect(written(1)).toBeGreaterThan(24);
    expect(written(1)).toBeLessThanOrEqual(25);
    expect(written(0.5)).toBeGreaterThan(44);
  });

  it('gives up what has waited too long, and says how much', () => {
    const overload = model({
      uploads: { perSecond: 100, seconds: 10, spacing: 'even' },
      instances: { most: 1, atOnce: 1, growthPerMinute: 0, coldSeconds: 0 },
      waiting: 'backoff',
      giveUpAfterSeconds: 20,
    });
    const { uploaded, described, givenUp, seconds } = simulate(overload, 1);
    expect(givenUp).toBeGreaterThan(0);
    expect(described + givenUp).toBe(uploaded);
    expect(seconds.at(-1)).toBeLessThan(20.2);
  });

  it('starts more instances as time allows, and each one cold once', () => {
    const growing = model({
      uploads: { perSecond: 100, seconds: 10, spacing: 'even' },
      instances: { most: 100, atOnce: 2, growthPerMinute: 60, coldSeconds: 1 },
    });
    const { mostInstances, billedSeconds, described } = simulate(growing, 1);
    expect(mostInstances).toBeGreaterThan(10);
    expect(billedSeconds * described).toBeCloseTo(described * 0.1 + mostInstances);
  });
});
