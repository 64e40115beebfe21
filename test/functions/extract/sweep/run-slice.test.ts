import { runSlice } from '../../../../functions/extract/sweep/run-slice';
import { MOST_TRIES } from '../../../../functions/extract/sweep/slice';
import { ModelWorld } from './model-world';

const DAY_MINUTES = 24 * 60;

/** A bucket in which something of each kind differs. */
function differing(): ModelWorld {
  const world = new ModelWorld(['films', 'music']);
  for (const key of ['a', 'b', 'c', 'd']) world.put(key, 'E1');
  for (const key of ['b', 'c', 'e']) world.row(key, 'E1');
  world.put('c', 'E2');
  world.put('x', 'E1', 'music');
  return world;
}

const lines = (world: ModelWorld, message: string) => world.log.filter((line) => line.message === message);

it('makes right what differs in every bucket, and tells it in one line', async () => {
  const world = differing();

  expect(await runSlice(world.slice())).toBe('finished');

  expect(world.wrong()).toEqual([]);
  expect(world.operations.filter((name) => name.startsWith('mend')).sort()).toEqual([
    'mend films/a',
    'mend films/c',
    'mend films/d',
    'mend films/e',
    'mend music/x',
  ]);
  expect(world.log).toEqual([
    {
      level: 'info',
      message: 'sweep',
      started: '2026-01-01T00:00:00.100Z',
      milliseconds: expect.any(Number),
      objects: 5,
      rows: 3,
      missing: 3,
      replaced: 1,
      outdated: 0,
      drifted: 0,
      unannounced: 0,
      orphaned: 1,
      linked: 0,
      passedOver: 0,
      slices: 1,
      listRequests: expect.any(Number),
    },
  ]);
  expect(world.state).toMatchObject({
    position: undefined,
    lease: undefined,
    last: { figures: { objects: 5 } },
  });
});

it('asks for nothing but the state until the next sweep is due', async () => {
  const world = differing();
  await runSlice(world.slice());
  const { length } = world.operations;
  const outcomes: string[] = [];
  for (let minutes = 10; minutes < DAY_MINUTES; minutes += 10) {
    world.wait();
    outcomes.push(await runSlice(world.slice()));
  }
  expect(new Set(outcomes)).toEqual(new Set(['idle']));
  expect(world.operations.slice(length)).toEqual(outcomes.map(() => 'read state'));

  world.objects.delete('films/a');
  world.wait();
  expect(await runSlice(world.slice())).toBe('finished');
  expect(world.wrong()).toEqual([]);
});

it('goes on where the time was over, and counts the whole sweep', async () => {
  const world = new ModelWorld();
  // More than a page of pairs, in which every fifth has no row.
  for (let at = 0; at < 2_500; at += 1) {
    const key = String(at).padStart(5, '0');
    world.put(key, 'E1');
    if (at % 5 > 0) world.row(key, 'E1');
  }
  world.pageSize = 1_000;
  const outcomes: string[] = [];
  const positions: (string | undefined)[] = [];
  do {
    outcomes.push(await runSlice(world.slice({}, 12)));
    positions.push(world.state?.position?.after);
    world.wait();
  } while (outcomes.at(-1) === 'going on');

  expect(outcomes.at(-1)).toBe('finished');
  expect(outcomes.length).toBeGreaterThan(4);
  expect([...positions.slice(0, -1)].sort()).toEqual(positions.slice(0, -1));
  expect(world.wrong()).toEqual([]);
  expect(world.operations.filter((name) => name.startsWith('mend'))).toHaveLength(500);
  expect(lines(world, 'sweep slice')).toHaveLength(outcomes.length - 1);
  expect(lines(world, 'sweep')).toEqual([
    expect.objectContaining({ objects: 2_500, rows: 2_000, missing: 500, slices: outcomes.length }),
  ]);
});

it('ends a slice that has made its requests', async () => {
  const world = differing();
  expect(await runSlice(world.slice({}, 240, { mostRequests: 6 }))).toBe('going on');
  world.wait();
  expect(await runSlice(world.slice())).toBe('finished');
  expect(world.wrong()).toEqual([]);
});

it('leaves an object alone that needs no row by its end, but not a row', async () => {
  const world = differing();
  const buckets = [{ name: 'films', prefix: '', suffix: '.mp4' }];
  world.put('new.mp4', 'E1');
  expect(await runSlice(world.slice({}, 240, { buckets }))).toBe('finished');
  expect(world.operations.filter((name) => name.startsWith('mend')).sort()).toEqual([
    'mend films/c',
    'mend films/e',
    'mend films/new.mp4',
  ]);
});

it('compares only what begins with the prefix', async () => {
  const world = differing();
  world.put('in/a', 'E1');
  world.row('in/b', 'E1');
  await runSlice(world.slice({}, 240, { buckets: [{ name: 'films', prefix: 'in/', suffix: '' }] }));
  expect(world.wrong()).toEqual(['films/a', 'films/c', 'films/d', 'films/e', 'music/x']);
});

it('lets one of two slices at the same time sweep', async () => {
  const world = differing();
  const outcomes = await Promise.all([runSlice(world.slice()), runSlice(world.slice())]);
  expect(outcomes.sort()).toEqual(['busy', 'finished']);
  expect(world.state?.last?.figures.slices).toBe(1);
});

it('stops writing when another slice has taken its lease', async () => {
  const world = differing();
  world.pace = 1;
  const late = world.slice();
  const { mend } = late;
  const outcome = runSlice({
    ...late,
    async mend(object, why) {
      if (object.key === 'a') {
        // It stands still for longer than its lease.
        world.wait(30);
        expect(await runSlice(world.slice())).toBe('finished');
      }
      return mend(object, why);
    },
  });
  expect(await outcome).toBe('failed');
  expect(world.state?.position).toBeUndefined();
  expect(world.wrong()).toEqual([]);
});

it('keeps its place when the bucket cannot be listed, and blames no object', async () => {
  const world = differing();
  for (let firing = 0; firing < 2 * MOST_TRIES; firing += 1) {
    expect(await runSlice(world.slice({ noList: true }))).toBe('failed');
    world.wait();
  }
  expect(lines(world, 'sweep failed')).toHaveLength(2 * MOST_TRIES);
  expect(world.state).toMatchObject({ tries: 0, lease: undefined });
  expect(await runSlice(world.slice())).toBe('finished');
  expect(world.wrong()).toEqual([]);
});

it('tries an object that fails again in the next slices, and passes it over in the end', async () => {
  const world = differing();
  const failing = new Set(['c', 'd']);
  const outcomes: string[] = [];
  do {
    outcomes.push(await runSlice(world.slice({ failing })));
    world.wait();
  } while (outcomes.at(-1) !== 'finished');

  expect(outcomes).toHaveLength(MOST_TRIES + 1);
  expect(world.wrong()).toEqual(['films/c', 'films/d']);
  expect(lines(world, 'sweep passed over')).toEqual(
    ['c', 'd'].map((key) => ({
      level: 'error',
      message: 'sweep passed over',
      bucket: 'films',
      key,
      reason: `It failed in ${MOST_TRIES} slices of the sweep.`,
    })),
  );
  expect(lines(world, 'sweep')).toEqual([expect.objectContaining({ level: 'warn', passedOver: 2 })]);

  // The next sweep finds it again.
  world.wait(DAY_MINUTES);
  expect(await runSlice(world.slice())).toBe('finished');
  expect(world.wrong()).toEqual([]);
});

it('passes over an object that kills the instance, after everything beside it was done', async () => {
  const world = differing();
  const deadly = new Set(['c']);
  const outcomes: string[] = [];
  for (let firing = 0; firing < 20 && outcomes.at(-1) !== 'finished'; firing += 1) {
    outcomes.push(await runSlice(world.slice({ deadly })));
    world.wait();
  }
  expect(outcomes.at(-1)).toBe('finished');
  expect(world.wrong()).toEqual(['films/c']);
  // The platform may call again at once after an instance was killed: the lease is still there.
  expect(outcomes).toContain('busy');
});

it('begins anew when it was behind all that is swept now', async () => {
  const world = differing();
  world.put('in/a', 'E1');
  await runSlice(world.slice({ failing: new Set(['e']) }));
  expect(world.state?.position?.after).toBe('d');
  world.wait();
  const buckets = [{ name: 'films', prefix: 'in/', suffix: '' }];
  expect(await runSlice(world.slice({}, 240, { buckets }))).toBe('finished');
  expect(world.state?.last?.figures).toMatchObject({ objects: 1, slices: 1 });
});

it('begins anew when the bucket it was in is not swept any more', async () => {
  const world = differing();
  await runSlice(world.slice({}, 240, { mostRequests: 6 }));
  expect(world.state?.position?.bucket).toBe('films');
  world.wait();
  const buckets = [{ name: 'music', prefix: '', suffix: '' }];
  expect(await runSlice(world.slice({}, 240, { buckets }))).toBe('finished');
  expect(world.state?.last?.figures).toMatchObject({ objects: 1, slices: 1 });
});
