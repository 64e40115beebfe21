import { runSoak, type SoakOptions } from '../../cli/soak/run';
import { figuresOf, soak } from '../../cli/soak/soak';
import { collector, fakeTerminal } from '../cli/run-media';
import { LITTER, spoil } from './spoilt-rows';

const SHORT: SoakOptions = { objects: 32, writers: 4, seed: 1 };

// What spoils the rows is told of exactly, so it is also seen that nothing else was wrong.
it('the soak counts each kind of spoilt row and what leaked, names it, and ends with exit code 1', async () => {
  const [stdout, stderr] = [collector(), collector()];
  const terminal = { ...fakeTerminal(), stdout: stdout.stream, stderr: stderr.stream };
  const options = { objects: 8, writers: 2, seed: 3, json: true };
  const code = await soak(options, terminal, { beforeCheck: spoil });

  expect(code).toBe(1);
  const figures = JSON.parse(stdout.text());
  expect(figures).toMatchObject({
    missing: 1,
    stale: 1,
    orphaned: 1,
    wrong: 1,
    leaked: 1,
    seed: 3,
    objects: 8,
    writers: 2,
  });
  expect(figures.failedRequests / figures.requests).toBeGreaterThan(0.2);
  expect(Object.values(figures.faults as Record<string, number>).reduce((a, b) => a + b)).toBeGreaterThan(0);
  for (const kind of ['missing', 'stale', 'wrong'])
    expect(stderr.text()).toMatch(new RegExp(`^${kind}  soak/`, 'm'));
  expect(stderr.text()).toMatch(new RegExp(`^leaked  media-metadata-.*: more than usual: .*${LITTER}`, 'm'));
  expect(stderr.text()).toContain('orphaned  soak/nothing.mp4: status DESCRIBED');
}, 300_000);

describe.each([2, 3])('A short soak in Function Compute %i', (functionCompute) => {
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
