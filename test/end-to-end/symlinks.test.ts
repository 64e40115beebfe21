import { join } from 'node:path';
import type { Problem } from 'stand-in-cloud';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { PROJECT_ROOT } from '../../lib/project-root';

it.each([
  [
    true,
    'has a row made by its own event',
    { status: 'DESCRIBED', columns: { ObjectType: 'Symlink', Size: 389_098 } },
  ],
  [false, 'brings no event', undefined],
])(
  'with symlinks=%s a link %s',
  async (symlinks, _what, expected) => {
    const problems: Problem[] = [];
    const pipeline = await LocalPipeline.deploy({
      context: { symlinks },
      onProblem: (problem) => problems.push(problem),
    });
    try {
      const { cloud, connection } = pipeline;
      const oss = ossClient(connection);
      await oss.put('masters/news.mp4', join(PROJECT_ROOT, 'assets', 'samples', 'news.mp4'));
      await oss.putSymlink('latest.mp4', 'masters/news.mp4', {});
      await cloud.functions.idle();
      const row = () => readRow(tablestoreClient(connection), connection, 'latest.mp4');
      expect(problems).toEqual([]);
      if (expected) expect(await row()).toMatchObject(expected);
      else expect(await row()).toBeUndefined();

      // Deletions have an event with every setting.
      await oss.delete('latest.mp4');
      await cloud.functions.idle();
      expect(await row()).toBeUndefined();
    } finally {
      await pipeline.close();
    }
  },
  60_000,
);
