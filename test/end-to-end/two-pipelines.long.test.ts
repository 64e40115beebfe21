import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from '@alicloud/ros-cdk-core';
import { readRow } from '../../cli/cloud/rows';
import { MediaMetadata } from '../../lib';
import { DeployedApp } from './support/deployed-app';

const PICTURE = join(__dirname, '../fixtures/media/still.jpg');
/** One pipeline for each generation of Function Compute. */
const PIPELINES = ['Films', 'Songs'];
const GENERATION_OF: Record<string, 2 | 3> = { Films: 2, Songs: 3 };

describe('Two pipelines in one stack', () => {
  let directory: string;
  let app: DeployedApp;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'two-pipelines-'));
    const cdk = new App({ outdir: directory, stackTraces: false, treeMetadata: false, autoSynth: false });
    const stack = new Stack(cdk, 'theirs');
    for (const id of PIPELINES) {
      new MediaMetadata(stack, id, { functionCompute: GENERATION_OF[id] }).addOutputs(id);
    }
    cdk.synth();
    app = await DeployedApp.deploy(directory, 'theirs', ...PIPELINES);
  }, 60_000);

  afterAll(async () => {
    await app?.cloud.close();
    rmSync(directory, { recursive: true });
  });

  const ofPipeline = (id: string) => ({
    oss: app.oss(undefined, app.output(`${id}BucketName`)),
    rowOf: (key: string) =>
      readRow(
        app.tablestore(undefined, app.output(`${id}InstanceName`)),
        { bucket: app.output(`${id}BucketName`), table: app.output(`${id}TableName`) },
        key,
      ),
  });

  it('describe each its own bucket in its own table', async () => {
    const [films, songs] = PIPELINES.map(ofPipeline) as [
      ReturnType<typeof ofPipeline>,
      ReturnType<typeof ofPipeline>,
    ];
    await films.oss.put('film.jpg', PICTURE);
    await songs.oss.put('cover.jpg', PICTURE);
    await app.cloud.functions.idle();

    expect(await films.rowOf('film.jpg')).toMatchObject({ status: 'DESCRIBED' });
    expect(await songs.rowOf('cover.jpg')).toMatchObject({ status: 'DESCRIBED' });
    expect(await films.rowOf('cover.jpg')).toBeUndefined();
    expect(await songs.rowOf('film.jpg')).toBeUndefined();
  });

  it('go together', async () => {
    for (const id of PIPELINES) {
      const { oss } = ofPipeline(id);
      for (const key of ['film.jpg', 'cover.jpg']) await oss.delete(key);
    }
    await app.cloud.functions.idle();

    await expect(app.delete()).resolves.toBeUndefined();
  });
});
