import fc from 'fast-check';
import { runSlice } from '../../../../functions/extract/sweep/run-slice';
import { type Fate, ModelWorld } from './model-world';

const key = fc.constantFrom(...'abcdefghijkl'.split(''), 'é', '北', '🎬');
const etag = fc.constantFrom('E1', 'E2', 'E3');
const bucket = fc.constantFrom('films', 'music');

type Step = (world: ModelWorld) => void;

/** What happens to objects and rows without an event. */
const change: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(bucket, key, etag).map(
    ([at, name, tag]) =>
      (world: ModelWorld) =>
        world.put(name, tag, at),
  ),
  fc.tuple(bucket, key).map(
    ([at, name]) =>
      (world: ModelWorld) =>
        void world.objects.delete(`${at}/${name}`),
  ),
  fc.tuple(bucket, key, etag).map(
    ([at, name, tag]) =>
      (world: ModelWorld) =>
        world.row(name, tag, at),
  ),
);

const firing = fc.record({
  changes: fc.array(change, { maxLength: 4 }),
  /** What happens while the slice runs, each at one of its operations. */
  during: fc.array(fc.tuple(fc.nat({ max: 40 }), change), { maxLength: 3 }),
  killAt: fc.option(fc.nat({ max: 60 }), { nil: undefined }),
  failing: fc.uniqueArray(key, { maxLength: 2 }),
  noList: fc.boolean(),
  /** Of the slice; a mending takes a tenth of a second. */
  seconds: fc.constantFrom(0.3, 1, 2, 240),
  twice: fc.boolean(),
  minutes: fc.constantFrom(0, 10, 10, 60, 1_440),
});

it('ends with every row right after enough firings, whatever was killed, failed or changed before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 40 }),
      fc.array(firing, { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (first, firings, pageSize) => {
        const world = new ModelWorld(['films', 'music']);
        world.pageSize = pageSize;
        for (const apply of first) apply(world);
        for (const { changes, during, killAt, failing, noList, seconds, twice, minutes } of firings) {
          for (const apply of changes) apply(world);
          const fate: Fate = { killAt, failing: new Set(failing), noList };
          const one = world.slice(fate, seconds);
          let operations = 0;
          const now = (): number => {
            for (const [at, apply] of during) if (at === operations) apply(world);
            operations += 1;
            return world.now;
          };
          const outcomes = await Promise.all([
            runSlice({ ...one, now }),
            ...(twice ? [runSlice(world.slice({}, seconds))] : []),
          ]);
          // Two at once never both sweep.
          expect(
            outcomes.filter((outcome) => outcome === 'finished' || outcome === 'going on').length,
          ).toBeLessThan(2);
          expect(world.mostMendingAtOnce).toBeLessThanOrEqual(4);
          world.wait(minutes);
        }

        // Nothing happens any more: what is under way ends, and one more sweep finds the rest.
        for (let finished = 0, count = 0; finished < 2; count += 1) {
          expect(count).toBeLessThan(400);
          // A sweep that is at its end waits for the next.
          world.wait(world.state?.position ? 10 : 1_440);
          if ((await runSlice(world.slice({}, 2))) === 'finished') finished += 1;
        }
        expect(world.wrong()).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
