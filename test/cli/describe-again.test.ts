import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Candidate } from '../../cli/describe-again/candidate';
import { estimateCost } from '../../cli/describe-again/estimate';
import { batchesOf } from '../../cli/describe-again/payloads';
import { RateLimit } from '../../cli/describe-again/rate-limit';
import { type BackfillState, defaultStateFile, StateFile } from '../../cli/describe-again/state-file';
import { submit } from '../../cli/describe-again/submit';
import { parseEvents } from '../../functions/extract/events';
import { objectsAtOnce } from '../../functions/extract/handle-batch';
import { parseSettings } from '../../lib/settings';

const ORIGIN = {
  region: 'cn-hangzhou',
  accountId: '1234567890123456',
  now: Date.parse('2026-11-23T00:00:00Z'),
};
const candidate = (key: string): Candidate => ({ bucket: 'films-1', key, etag: 'AB12', size: 7 });
const DEFAULT_MEMORY_MB = parseSettings({}).memoryMB;
const NEVER = new AbortController().signal;
const unlimited = new RateLimit(1, { now: () => 0, sleep: async () => {} });

describe('payloads', () => {
  it('are what the function reads, in order, nothing lost, never too large', () => {
    const key = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 250 })
      .filter((one) => Buffer.byteLength(one) < 1_000 && !/^[/\\]/.test(one));
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 40 }), (keys) => {
        const batches = batchesOf(keys.map(candidate), ORIGIN);
        const read = batches.map(({ payload }) => parseEvents(payload));
        expect(read.flatMap(({ rejected }) => rejected)).toEqual([]);
        expect(read.flatMap(({ events }) => events.map((event) => event.key))).toEqual(keys);
        for (const { payload, candidates } of batches) {
          expect(payload.length).toBeLessThan(128 * 1024);
          expect(candidates.length).toBeLessThanOrEqual(objectsAtOnce(DEFAULT_MEMORY_MB));
        }
      }),
    );
  });

  it('say what is known of the version, and nothing where nothing is', () => {
    const [known] = batchesOf([candidate('a.mp4')], ORIGIN);
    expect(parseEvents(known!.payload).events[0]).toMatchObject({
      bucket: 'films-1',
      inEvent: { etag: 'AB12', size: 7 },
    });
    const [unknown] = batchesOf([{ bucket: 'films-1', key: 'a.mp4' }], ORIGIN);
    expect(parseEvents(unknown!.payload).events[0]?.inEvent).toBeUndefined();
  });
});

describe('the rate', () => {
  it('spreads objects over time, and owes nothing for a pause', async () => {
    let now = 0;
    const waits: number[] = [];
    const sleep = async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      now += milliseconds;
    };
    const limit = new RateLimit(20, { now: () => now, sleep });
    for (const objects of [6, 6, 2]) await limit.take(objects, NEVER);
    expect({ now, waits }).toEqual({ now: 600, waits: [300, 300] });
    now += 5_000;
    await limit.take(6, NEVER);
    expect(waits).toHaveLength(2);
  });
});

describe('submitting', () => {
  const keys = Array.from({ length: 100 }, (_, i) => `${i}.mp4`);

  it('sends every object once and tells so', async () => {
    const sent: string[] = [];
    let told = 0;
    const done = await submit(keys.map(candidate), ORIGIN, {
      invoke: async (payload) => void sent.push(...parseEvents(payload).events.map(({ key }) => key)),
      limit: unlimited,
      interrupted: NEVER,
      onSent: (objects) => {
        told += objects;
      },
    });
    expect({ done, told }).toEqual({ done: 100, told: 100 });
    expect(sent.sort()).toEqual([...keys].sort());
  });

  it('interrupted, counts only what was sent without a gap before it', async () => {
    const interruption = new AbortController();
    const sent: string[] = [];
    let calls = 0;
    const done = await submit(keys.map(candidate), ORIGIN, {
      invoke: async (payload) => {
        calls += 1;
        if (calls === 3) interruption.abort();
        sent.push(...parseEvents(payload).events.map(({ key }) => key));
      },
      limit: unlimited,
      interrupted: interruption.signal,
      onSent: () => {},
    });
    expect(done).toBeGreaterThanOrEqual(18);
    expect(done).toBeLessThan(100);
    for (const key of keys.slice(0, done)) expect(sent).toContain(key);
  });

  it('ends with the refusal of the function', async () => {
    const refuse = async (): Promise<void> => {
      throw new Error('AccessDenied');
    };
    const submitter = { invoke: refuse, limit: unlimited, interrupted: NEVER, onSent: () => {} };
    await expect(submit(keys.map(candidate), ORIGIN, submitter)).rejects.toThrow('AccessDenied');

    // Batches that still wait are not sent. Of 100 batches only the 8 that run at once were sent.
    const counted = jest.fn(refuse);
    const many = Array.from({ length: 800 }, (_, i) => candidate(`${i}.mp4`));
    await expect(submit(many, ORIGIN, { ...submitter, invoke: counted })).rejects.toThrow('AccessDenied');
    await new Promise((resolve) => setImmediate(resolve));
    expect(counted.mock.calls.length).toBeLessThanOrEqual(8);
  });
});

describe('the state file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'state-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const state: BackfillState = {
    bucket: 'films-1',
    prefix: '',
    sinceOption: '-7d',
    since: 5,
    after: 'b "c" 北京',
    listed: 3,
    sent: 2,
  };

  it('remembers, replaces as a whole and forgets', async () => {
    const file = new StateFile('deep/state.json', folder);
    expect(file.read()).toBeUndefined();
    file.write({ ...state, after: 'a' });
    file.write(state);
    expect(file.read()).toEqual(state);
    expect(await readdir(join(folder, 'deep'))).toEqual(['state.json']);
    file.remove();
    file.remove();
    expect(file.read()).toBeUndefined();
  });

  it('is of its own for each bucket and selection', () => {
    const path = (change: Partial<BackfillState>): string =>
      defaultStateFile({ XDG_STATE_HOME: folder }, { ...state, ...change });
    const paths = [path({}), path({ prefix: 'x' }), path({ sinceOption: null }), path({ bucket: 'films-2' })];
    expect(new Set(paths).size).toBe(4);
    expect(path({ since: 9, after: 'z' })).toBe(paths[0]);
  });

  it('is refused when it is something else', async () => {
    await writeFile(join(folder, 'other.json'), '{"a":1}');
    expect(() => new StateFile('other.json', folder).read()).toThrow('is not the state of a backfill');
  });

  it('is no link, and is never written through one', () => {
    const target = join(folder, 'precious.txt');
    writeFileSync(target, 'precious');
    symlinkSync(target, join(folder, 'link.json'));
    const file = new StateFile('link.json', folder);

    expect(() => file.read()).toThrow(
      `The state file '${join(folder, 'link.json')}' is a symbolic link, which is not followed. Name another with --state.`,
    );
    file.write(state);
    expect(readFileSync(target, 'utf8')).toBe('precious');
    expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(false);
    expect(file.read()).toEqual(state);
  });

  it('leaves nothing half written, and says in one sentence why it cannot be written', () => {
    mkdirSync(join(folder, 'taken.json'));
    expect(() => new StateFile('taken.json', folder).write(state)).toThrow(
      /^The state file '.*taken\.json' cannot be written: E(ISDIR|EXIST|NOTEMPTY)\. Name another with --state\.$/,
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(() => new StateFile('/proc/none/state.json', folder).write(state)).toThrow('cannot be written: ');
  });
});

describe('the estimate', () => {
  const size = { cpu: 0.35, memoryMB: 512, diskSizeMB: 512 } as const;

  it('is that of the price page for a million objects of three seconds', () => {
    const { dollars, basis } = estimateCost(1_000_000, size, { rows: 0, readMs: 0, readRequests: 0 });
    expect(dollars).toBeCloseTo(27.15, 2);
    expect(basis).toContain('a guess');
  });

  it('learns from rows', () => {
    const { ossRequests, secondsPerObject } = estimateCost(100, size, {
      rows: 9,
      readMs: 250,
      readRequests: 2.5,
    });
    expect({ ossRequests, secondsPerObject }).toEqual({ ossRequests: 250, secondsPerObject: 0.25 });
  });
});
