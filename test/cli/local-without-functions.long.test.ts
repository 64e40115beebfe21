import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { Progress } from '../../cli/output/progress';
import { describe as describeFiles } from '../../cli/try/describe-files';
import { PROJECT_ROOT } from '../../lib/project-root';
import { collector, fakeTerminal, runMedia } from './run-media';

jest.setTimeout(60_000);

it('`media local` says that objects get no rows where the settings leave the functions out', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'local-'));
  const interruption = new AbortController();
  // It is up when it is interrupted: the line comes first.
  interruption.abort(130);
  const { code, err } = await runMedia(['local', '-c', 'functions=false'], {
    cwd,
    env: { XDG_RUNTIME_DIR: cwd },
    interrupted: interruption.signal,
  });
  rmSync(cwd, { recursive: true });
  expect(code).toBe(0);
  expect(err).toContain("The setting 'functions' is false: objects put into the bucket get no rows.");
});

it('`media try` says why a file gets no row where the settings are for others', async () => {
  const pipeline = await LocalPipeline.deploy({ context: { prefix: 'films/', suffix: '.mp4' } });
  const { stream, text } = collector();
  const terminal = { ...fakeTerminal(), stderr: stream };
  try {
    const path = join(PROJECT_ROOT, 'assets', 'samples', 'podcast.mp3');
    const inputs = ['podcast.mp3', 'films/podcast.mp3'].map((key) => ({ path, key, size: 32_899 }));
    expect(await describeFiles(pipeline, inputs, new Progress(terminal), terminal, false)).toEqual({
      rows: [],
    });
    expect(text()).toContain("No row was written for 'podcast.mp3': the setting 'prefix' is 'films/'.\n");
    expect(text()).toContain("No row was written for 'films/podcast.mp3': the setting 'suffix' is '.mp4'.\n");
  } finally {
    await pipeline.close();
  }
});
