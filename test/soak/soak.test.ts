import { runSoak, type SoakOptions } from '../../cli/soak/run';
import { figuresOf } from '../../cli/soak/soak';
import { ofThisRun } from '../setup/long-run';

const SHORT: SoakOptions = { objects: 32, writers: 4, seed: 1 };

/** The soak whose rows are spoilt is of the other generation. */
const GENERATIONS = ofThisRun([2, 3], (generation) => generation === 3);

describe.each(GENERATIONS)('A short soak in Function Compute %i', (functionCompute) => {
  it('ends with every row right and nothing leaked, though a third of all requests failed', async () => {
    const report = await runSoak({ ...SHORT, context: { functionCompute } });

    expect(report.findings).toEqual([]);
    expect(figuresOf(report)).toMatchObject({ missing: 0, stale: 0, orphaned: 0, wrong: 0, leaked: 0 });
    expect(report.rowsLeft).toBe(report.objectsLeft);
    expect(report.objectsLeft).toBeGreaterThan(10);
    expect(report.failedRequests / report.requests).toBeGreaterThan(0.2);
    expect(Object.keys(report.writing.operations).sort()).toEqual([
      'append',
      'copy',
      'delete',
      'delete many',
      'multipart',
      'put',
    ]);
    expect(report.faults['event: duplicated']).toBeGreaterThan(0);
    expect(report.faults['instance: EMFILE']).toBeGreaterThan(0);
    expect(report.attemptsLost).toBeGreaterThan(0);
    expect(report.attemptsLost).toBeLessThan(report.attempts);
  }, 300_000);
});
