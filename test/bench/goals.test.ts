import { USUAL } from '../../bench/conditions';
import { quarters } from '../../bench/figures/batch';
import { deployedGoals } from '../../bench/figures/deployed-goals';
import { judgeGoals } from '../../bench/figures/goals';
import type { Measurement, Result } from '../../bench/measurement';

function result(fields: Partial<Measurement>): Result {
  const measurement: Measurement = {
    ...{ case: 'wav', tool: 'extract', state: 'warm', mode: 'exact', ...USUAL },
    ...{ wallMs: 50, requests: 2, roundTrips: 1, bytes: 1_000_000, cpuMs: 20, rssMB: 80 },
    ...fields,
  };
  return { measurement, detail: { runs: 1, leastWallMs: 50, mostWallMs: 50, billedMs: [50], ownCpuMs: 10 } };
}

const mediainfo = (fields: Partial<Measurement>): Result =>
  result({ tool: 'mediainfo', state: 'cold', mode: undefined, ...fields });
const verdict = (goal: RegExp, results: Result[]) =>
  judgeGoals(results, []).find((judged) => goal.test(judged.goal));

describe('judgeGoals', () => {
  it('compares the warm function with mediainfo at the usual distance, and with no other', () => {
    const goal = /`exact`: faster than mediainfo on/;
    const own = [result({}), result({ state: 'cold', wallMs: 900 }), result({ latencyMs: 0, wallMs: 900 })];
    expect(verdict(goal, [...own, mediainfo({ wallMs: 100 })])).toMatchObject({ met: true });
    expect(verdict(goal, [...own, mediainfo({ wallMs: 40 })])).toMatchObject({
      met: false,
      measured: 'wav 1.25',
    });
  });

  it('names every case that misses its share', () => {
    const results = ['wav', 'avi', 'mp3'].flatMap((name, i) => [
      result({ case: name, wallMs: 60 + i * 10 }),
      mediainfo({ case: name, wallMs: 100 }),
    ]);
    expect(verdict(/at most 0.65/, results)).toMatchObject({ met: false, measured: 'avi 0.70, mp3 0.80' });
  });

  it('counts the round trips of the fragmented file', () => {
    const fragmented = (roundTrips: number): Result[] => [result({ case: 'mp4-fragmented', roundTrips })];
    expect(verdict(/round trips/, fragmented(6))).toMatchObject({ met: true });
    expect(verdict(/round trips/, fragmented(7))).toMatchObject({ met: false });
  });

  it('allows the function a head and a tail beyond what mediainfo takes in', () => {
    const bytes = (own: number): Result[] => [result({ bytes: own }), mediainfo({ bytes: 1_000_000 })];
    expect(verdict(/bytes .* URL/, bytes(2_500_000))).toMatchObject({ met: true });
    expect(verdict(/bytes .* URL/, bytes(2_600_000))).toMatchObject({ met: false });
  });

  it('compares with what mediainfo reads of the file on disk as well, where that is known', () => {
    const goal = /bytes .* disk/;
    const [own, other] = [result({ bytes: 3_700_000 }), mediainfo({ bytes: 1_000_000 })];
    const onDisk = { ...other, detail: { ...other.detail, diskBytes: 2_000_000 } };
    expect(verdict(goal, [own, other])).toMatchObject({ met: undefined });
    expect(verdict(goal, [own, onDisk])).toMatchObject({ met: true });
    expect(verdict(goal, [result({ bytes: 3_800_000 }), onDisk])).toMatchObject({ met: false });
  });

  it('holds each way of reading to its own goals', () => {
    const goal = /`fast`: at most 40 ms/;
    expect(verdict(goal, [result({ wallMs: 30 })])).toMatchObject({ met: undefined });
    expect(verdict(goal, [result({ wallMs: 90 }), result({ mode: 'fast', wallMs: 30 })])).toMatchObject({
      met: true,
    });
    expect(verdict(goal, [result({ mode: 'fast', wallMs: 41 })])).toMatchObject({ met: false });
  });

  it('says so when nothing decides a goal', () => {
    expect(verdict(/round trips/, [result({})])).toEqual(
      expect.objectContaining({ measured: 'not measured', met: undefined }),
    );
  });

  it('wants four times the throughput of eight at once', () => {
    const judged = (atOnceMs: number) =>
      judgeGoals([], [{ mode: 'exact', oneByOneMs: 400, atOnceMs }]).at(-1);
    expect(judged(100)).toMatchObject({ met: true });
    expect(judged(101)).toMatchObject({ met: false });
  });

  it('wants a hundred objects a second of eight at once in `fast`', () => {
    const judged = (atOnceMs: number) => judgeGoals([], [{ mode: 'fast', oneByOneMs: 400, atOnceMs }]).at(-1);
    expect(judged(80)).toMatchObject({ met: true, measured: '100 objects/s' });
    expect(judged(81)).toMatchObject({ met: false, measured: '99 objects/s' });
  });

  it('limits the CPU time of the function itself, and of all processes beyond mediainfo alone', () => {
    const own = result({ case: 'mp3', mode: 'fast', cpuMs: 25 });
    const results = [own, result({ case: 'mp3', cpuMs: 26 }), mediainfo({ case: 'mp3', cpuMs: 15 })];
    expect(verdict(/`fast`: at most 8 ms of CPU/, results)).toMatchObject({
      met: false,
      measured: 'mp3 10 ms',
    });
    expect(verdict(/`exact`: at most 12 ms of CPU/, results)).toMatchObject({ met: true });
    expect(verdict(/`fast`: CPU, mediainfo's included/, results)).toMatchObject({ met: true });
    expect(verdict(/`exact`: CPU, mediainfo's included/, results)).toMatchObject({
      met: false,
      measured: 'mp3 +11 ms',
    });
  });

  it('wants a batch in constant memory, within what the function has', () => {
    const judged = (...quarterMB: [number, number, number, number]) =>
      judgeGoals([], [], { mode: 'exact', objects: 1_000, seconds: 9, quarterMB, memoryMB: 512 }).slice(-2);
    expect(judged(90, 200, 210, 220).map(({ met }) => met)).toEqual([true, true]);
    expect(judged(90, 200, 210, 221).map(({ met }) => met)).toEqual([false, true]);
    expect(judged(90, 500, 513, 500).map(({ met }) => met)).toEqual([true, false]);
  });
});

describe('deployedGoals', () => {
  const at = (fields: Partial<Measurement>): Result => result({ vcpu: 0.35, ...fields });
  const stock = (fields: Partial<Measurement>): Result => mediainfo({ vcpu: 0.35, ...fields });

  it('compares at the share of a core of the goals, and at no other', () => {
    const results = [at({ wallMs: 90 }), stock({ wallMs: 100 }), at({ vcpu: 0.1, wallMs: 900 })];
    expect(deployedGoals(results)[0]).toMatchObject({ met: true, measured: 'at most wav 0.90' });
    expect(deployedGoals([at({ wallMs: 110 }), stock({ wallMs: 100 })])[0]).toMatchObject({ met: false });
    expect(deployedGoals(results, 0.1)[0]).toMatchObject({ met: undefined });
    expect(deployedGoals([result({}), mediainfo({})])[0]).toMatchObject({ met: undefined });
  });

  it('has goals of their own without latency', () => {
    const near = { latencyMs: 0, wallMs: 120 };
    const results = [at(near), stock({ latencyMs: 0, wallMs: 100 })];
    expect(deployedGoals(results).map(({ met }) => met)).toEqual([undefined, false, undefined, undefined]);
  });
});

describe('quarters', () => {
  it('gives the most of each quarter, also when the number is not a multiple of four', () => {
    expect(quarters([1, 2, 9, 3, 4, 5, 8, 7])).toEqual([2, 9, 5, 8]);
    expect(quarters([1, 2, 3, 4, 5])).toEqual([1, 2, 3, 5]);
    expect(() => quarters([1, 2, 3])).toThrow('at least four values, 3 given');
  });
});
