import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseFigures } from '../../bench/scale/case-figures';
import { bottlenecks, type Limit, needsOf } from '../../bench/scale/limits';
import { EXACT_CASES, FAST_CASES } from '../../bench/scale/measured-cases';
import { printBottlenecks } from '../../bench/scale/print';
import { demandOf, scenarios } from '../../bench/scale/scenarios';
import { PROJECT_ROOT } from '../../lib/project-root';

const one = (name: string, share: number, change: Partial<CaseFigures> = {}): CaseFigures => ({
  ...{ name, share, billedMs: 100, requests: 2, megabytes: 1 },
  ...change,
});

describe('what limits first', () => {
  it('weighs what an object needs by the share of its case', () => {
    const cases = [one('a', 75), one('b', 25, { billedMs: 500, requests: 6, megabytes: 9 })];
    expect(needsOf(cases)).toEqual({ billedSeconds: 0.2, reads: 3, megabytes: 3 });
    expect(() => needsOf([])).toThrow(RangeError);
  });

  it('puts the lowest rate first', () => {
    const limit = (what: string, allows: number, uses: number): Limit => ({
      ...{ what, allows, uses: () => uses, unit: 'u/s', source: 'documented', remedy: '' },
    });
    const needs = needsOf([one('a', 1)]);
    const found = bottlenecks(needs, [limit('wide', 100, 1), limit('narrow', 1_000, 50)]);
    expect(found.map(({ limit: { what }, objectsPerSecond }) => [what, objectsPerSecond])).toEqual([
      ['narrow', 20],
      ['wide', 100],
    ]);
  });

  it('needs as many instances as uploads a second times seconds (Little)', () => {
    const found = bottlenecks({ billedSeconds: 0.2, reads: 2, megabytes: 1 });
    const instances = found.find(({ limit }) => limit.unit === 'instances')!;
    expect(instances.objectsPerSecond).toBe(500);
  });

  it('stands in docs/scale.md as it is computed', () => {
    const table = printBottlenecks(bottlenecks(needsOf(EXACT_CASES)), bottlenecks(needsOf(FAST_CASES)));
    const page = readFileSync(join(PROJECT_ROOT, 'docs', 'scale.md'), 'utf8');
    // Else: npm run bench:scale -- --write
    expect(page).toContain(`<!-- limits -->\n${table}\n<!-- /limits -->`);
    for (const { name } of scenarios(EXACT_CASES, FAST_CASES)) expect(page).toContain(`| ${name} `);
  });
});

describe('scenarios', () => {
  it('draw cases by their shares', () => {
    const draw = demandOf([one('a', 75), one('b', 25, { billedMs: 500 })]);
    const seconds = [0, 0.74, 0.75, 0.999].map((value) => draw(() => value).seconds);
    expect(seconds).toEqual([0.1, 0.1, 0.5, 0.5]);
  });

  it('count the upload and the look after the row as requests', () => {
    expect(demandOf([one('a', 1)])(() => 0)).toEqual({
      seconds: 0.1,
      units: { requests: 4, megabytes: 1, writes: 4 },
    });
  });
});
