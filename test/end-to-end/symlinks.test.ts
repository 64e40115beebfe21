import { join } from 'node:path';
import type { Problem } from 'stand-in-cloud';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { PROJECT_ROOT } from '../../lib/project-root';
import { synthesizeTemplate, type Template } from '../lib/support/synthesized';

const problems: Problem[] = [];
let pipeline: LocalPipeline;
beforeAll(async () => {
  pipeline = await LocalPipeline.deploy({ context: {}, onProblem: (problem) => problems.push(problem) });
  const film = join(PROJECT_ROOT, 'assets', 'samples', 'news.mp4');
  await ossClient(pipeline.connection).put('masters/news.mp4', film);
}, 60_000);
afterAll(() => pipeline?.close());

it.each([
  [false, 'brings no event', undefined],
  [
    true,
    'has a row made by its own event',
    { status: 'DESCRIBED', columns: { ObjectType: 'Symlink', Size: 389_098 } },
  ],
])(
  'with symlinks=%s a link %s',
  async (symlinks, _what, expected) => {
    const { ObjectTrigger } = synthesizeTemplate({ symlinks }).Resources;
    const deployed = pipeline.template as Template;
    await pipeline.update({
      ...deployed,
      Resources: { ...deployed.Resources, ObjectTrigger: ObjectTrigger! },
    });
    const { cloud, connection } = pipeline;
    const oss = ossClient(connection);
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
  },
  60_000,
);
