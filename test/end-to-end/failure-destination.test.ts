import { join } from 'node:path';
import type { Problem } from 'stand-in-cloud';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { PROJECT_ROOT } from '../../lib/project-root';
import { ofThisRun } from '../setup/long-run';

/** Every read of this key fails, as in an outage that is longer than all retries. HEAD requests work. */
const POISON = 'poison.mp4';

it.each(ofThisRun([2, 3], (functionCompute) => functionCompute === 3))(
  'writes the row of an object that could not be described, by the function and role of the template in Function Compute %i',
  async (functionCompute) => {
    const problems: Problem[] = [];
    const pipeline = await LocalPipeline.deploy({
      context: { functionCompute },
      timeScale: 0.001,
      onProblem: (problem) => problems.push(problem),
      ossConditions: {
        fault: ({ operation, key }) =>
          operation === 'GetObject' && key === POISON
            ? { kind: 'refuse', status: 503, code: 'ServiceUnavailable' }
            : undefined,
      },
    });
    try {
      const { cloud, connection } = pipeline;
      await ossClient(connection).put(POISON, join(PROJECT_ROOT, 'assets', 'samples', 'news.mp4'));
      await cloud.functions.idle();

      const row = await readRow(tablestoreClient(connection), connection, POISON);

      expect(problems).toEqual([]);
      expect(row).toMatchObject({ key: POISON, status: 'FAILED', columns: { Size: 389_098 } });
      // One attempt and three retries, as the template says.
      expect(row!.reason).toMatch(/given up after 4 attempts .*503 ServiceUnavailable/);
    } finally {
      await pipeline.close();
    }
  },
  60_000,
);
