import { USUAL } from '../../bench/conditions';
import { judgeGoals } from '../../bench/figures/goals';
import type { Measurement, Result } from '../../bench/measurement';

function result(fields: Partial<Measurement>): Result {
  const measurement: Measurement = {
    ...{ case: 'wav', tool: 'extract', state: 'warm', mode: 'exact', ...USUAL },
    ...{ wallMs: 50, requests: 2, roundTrips: 1, bytes: 1_000_000, cpuMs: 20, rssMB: 80 },
    ...fields,
  };
  return { measurement, detail: { runs: 1, leastWallMs: 50, mostWallMs: 50 } };
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
});
