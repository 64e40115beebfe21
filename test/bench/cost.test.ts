import { USUAL } from '../../bench/conditions';
import { RECIPES } from '../../bench/corpus/recipes';
import { chooseSize } from '../../bench/cost/choose-size';
import { dollarsPerMillion, LEAST_MEMORY_MB, sizeWith } from '../../bench/cost/function-size';
import { MIX, weightedMean, weightedQuantile } from '../../bench/cost/mix';
import { busyMs, figureOf } from '../../bench/cost/size-figures';
import { GOAL_VCPU } from '../../bench/figures/deployed-goals';
import type { Result } from '../../bench/measurement';
import { parseSettings } from '../../lib/settings';
import type { MeasuredSize } from '../../lib/settings/measured-size';
import { MEASURED_SIZES } from '../../lib/settings/measured-sizes';

describe('the mix', () => {
  it('is of a hundred objects of cases that the corpus has', () => {
    expect(Object.values(MIX).reduce((a, b) => a + b)).toBe(100);
    const cases = RECIPES.map(({ name }) => name);
    expect(Object.keys(MIX).filter((name) => !cases.includes(name))).toEqual([]);
  });

  it('weighs means and quantiles', () => {
    const values = [
      { value: 10, weight: 90 },
      { value: 100, weight: 6 },
      { value: 1_000, weight: 4 },
    ];
    expect(weightedMean(values)).toBe(55);
    expect(weightedQuantile(values, 0.9)).toBe(10);
    expect(weightedQuantile(values, 0.95)).toBe(100);
    expect(weightedQuantile(values, 0.97)).toBe(1_000);
    expect(weightedQuantile(values, 1)).toBe(1_000);
  });

  it('counts each of three runs for a third of its case', () => {
    const runs = [1, 2, 3].map((value) => ({ value, weight: 1 / 3 }));
    expect(weightedQuantile(runs, 1 / 3)).toBe(1);
    expect(weightedQuantile(runs, 2 / 3)).toBe(2);
  });

  it('has no figure of nothing', () => {
    expect(() => weightedMean([])).toThrow(RangeError);
    expect(() => weightedQuantile([{ value: 1, weight: 0 }], 0.5)).toThrow(RangeError);
  });
});

describe('sizes of the function', () => {
  it.each([
    [0.05, 192, false],
    [0.1, 384, false],
    [0.15, 512, true],
    [0.35, 512, true],
    [0.5, 512, true],
    [0.55, 576, true],
    [1, 1_024, true],
  ])('has with %f vCPU %i MB', (vcpu, memoryMB, enough) => {
    expect(sizeWith(vcpu)).toEqual({ vcpu, memoryMB, enough });
  });

  it('has only sizes that the settings allow', () => {
    for (let steps = 1; steps <= 320; steps += 1) {
      const { vcpu, memoryMB } = sizeWith(steps / 20);
      expect(parseSettings({ cpu: vcpu, memoryMB })).toMatchObject({ cpu: vcpu, memoryMB });
    }
  });

  it('costs what docs/costs.md says', () => {
    expect(dollarsPerMillion(sizeWith(0.5), 300)).toBeCloseTo(3.75);
    expect(dollarsPerMillion(sizeWith(0.5), 1_000)).toBeCloseTo(12.15);
    expect(dollarsPerMillion(sizeWith(0.5), 3_000)).toBeCloseTo(36.15);
  });
});

const result = (name: string, billedMs: number[], cpuMs: number): Result => ({
  measurement: {
    ...{ case: name, tool: 'extract', state: 'warm', mode: 'exact', ...USUAL, vcpu: 0.35 },
    ...{ wallMs: 50, requests: 2, roundTrips: 1, bytes: 1_000_000, cpuMs, rssMB: 80 },
  },
  detail: { runs: billedMs.length, leastWallMs: 50, mostWallMs: 50, billedMs },
});

describe('figureOf', () => {
  const subject = { tool: 'extract', state: 'warm', mode: 'exact' } as const;

  it('bills no object less than its CPU time takes at that share of a core', () => {
    expect(busyMs(80, 35, 0.35)).toBe(100);
    expect(busyMs(120, 35, 0.35)).toBe(120);
  });

  it('weighs cases by their share, and tells how much of the mix that is', () => {
    // 25 objects of 100 ms, 20 of 60 ms and 4 of 1,000 ms.
    const results = [
      result('mp4-moov-first', [100, 100], 7),
      result('mp4-moov-last', [60, 60], 7),
      result('ts', [500], 350),
    ];
    const figure = figureOf(results, 0.35, subject, USUAL)!;
    expect(figure).toMatchObject({ measured: 49, requests: 2, megabytes: 1 });
    expect(figure.p95Ms).toBeCloseTo(1_000);
    expect(figure.billedMs).toBeCloseTo((25 * 100 + 20 * 60 + 4 * 1_000) / 49);
    expect(figure.dollarsPerMillion).toBeCloseTo(dollarsPerMillion(figure.size, figure.billedMs));
  });

  it('takes only what was measured with these vCPUs', () => {
    expect(figureOf([result('ts', [1], 1)], 0.5, subject, USUAL)).toBeUndefined();
  });
});

const size = (cpu: number, dollars: number, p95Ms: number, enough = true): MeasuredSize => {
  const figures = { p95Ms, cpuMs: 1, dollarsPerMillion: dollars };
  return { cpu, memoryMB: 512, enough, exact: figures, fast: { ...figures, dollarsPerMillion: 0 } };
};

describe('chooseSize', () => {
  it('takes the cheapest of those that are fast enough and have enough memory', () => {
    const sizes = [size(0.1, 0.5, 900, false), size(0.2, 1, 1_001), size(0.35, 1.2, 1_000), size(1, 2, 90)];
    expect(chooseSize(sizes)).toBe(sizes[2]);
    expect(chooseSize(sizes, 100)).toBe(sizes[3]);
  });

  it('takes the faster one of two that cost the same', () => {
    const sizes = [size(0.35, 1, 800), size(0.5, 1, 500)];
    expect(chooseSize(sizes)).toBe(sizes[1]);
  });

  it('says how near they come when none is', () => {
    const sizes = [size(0.1, 0.5, 900, false), size(0.2, 1, 1_500)];
    expect(() => chooseSize(sizes)).toThrow(
      'at most 1000 ms: 0.1 vCPU has only 512 MB, 0.2 vCPU has 1500 ms. Measure with more vCPUs.',
    );
    expect(() => chooseSize([])).toThrow('none was measured');
  });

  it('is what the settings have by default', () => {
    // Until a run on an idle machine has decided: the size that the goals are for.
    const { cpu, memoryMB } =
      MEASURED_SIZES.length > 0 ? chooseSize(MEASURED_SIZES) : { cpu: GOAL_VCPU, memoryMB: LEAST_MEMORY_MB };
    expect(parseSettings({})).toMatchObject({ cpu, memoryMB });
  });
});
