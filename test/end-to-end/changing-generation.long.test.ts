import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OSS from 'ali-oss';
import type * as TableStore from 'tablestore';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { synthesize } from '../../lib/synthesize';
import { runMedia } from '../cli/run-media';
import { MEDIA } from '../functions/extract/support/local-report';

const PICTURE = join(MEDIA, 'still.jpg');
const SONG = join(MEDIA, 'vbr.mp3');

describe('A deployed pipeline and its generation of Function Compute', () => {
  let directory: string;
  let pipeline: LocalPipeline;
  let oss: OSS;
  let tablestore: TableStore.Client;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'generation-'));
    pipeline = await LocalPipeline.deploy({ context: { functionCompute: 2 } });
    oss = ossClient(pipeline.connection);
    tablestore = tablestoreClient(pipeline.connection);
    for (const key of ['kept.jpg', 'replaced.jpg', 'deleted.jpg']) await oss.put(key, PICTURE);
    await pipeline.cloud.functions.idle();
  }, 60_000);

  afterAll(async () => {
    await pipeline?.close();
    rmSync(directory, { recursive: true });
  });

  /** Updates the stack to these settings. Its code is already in OSS. */
  async function deploy(context: Record<string, unknown>): Promise<void> {
    await pipeline.update(synthesize({ context, outdir: directory }).template);
  }

  const stack = () => pipeline.cloud.ros.describeStack(pipeline.stackId);

  const functions = () => pipeline.cloud.functions.registry.functions().map(({ name }) => name);

  const formatOf = async (key: string) =>
    (await readRow(tablestore, pipeline.connection, key))?.columns['Format'];

  /** Runs a command with the present outputs of the stack. */
  async function media(...argv: string[]) {
    const file = join(directory, 'local.json');
    const { bucket, instance, table, service, function: fn, ...connection } = pipeline.connection;
    writeFileSync(file, JSON.stringify({ ...connection, outputs: stack().outputs }));
    const result = await runMedia([...argv, '--local', file], { env: { XDG_STATE_HOME: directory } });
    await pipeline.cloud.functions.idle();
    return result;
  }

  it('does not change at once: that is refused, and the stack stays as it is', async () => {
    await expect(deploy({ functionCompute: 3 })).rejects.toThrow(
      'deploy twice: first with functions set to false, then without it',
    );

    expect(functions()).toEqual(['record-failure', 'extract']);
    await oss.put('meanwhile.jpg', PICTURE);
    await pipeline.cloud.functions.idle();
    expect(await formatOf('meanwhile.jpg')).toBe('JPEG');
  });

  it('lets the functions go: the rows stay, and nothing new is described', async () => {
    const before = pipeline.cloud.ros.listEvents(pipeline.stackId).length;
    await deploy({ functions: false });
    const events = pipeline.cloud.ros.listEvents(pipeline.stackId).slice(before);
    const deleted = events.flatMap(({ status, type }) => (status === 'DELETE_COMPLETE' ? [type] : []));
    expect([...new Set(deleted)]).toEqual([
      'ALIYUN::FC::Trigger',
      'ALIYUN::FC::Function',
      'ALIYUN::FC::Service',
      'ALIYUN::RAM::Role',
    ]);
    await oss.put('new.jpg', PICTURE);
    await oss.put('replaced.jpg', SONG);
    await oss.delete('deleted.jpg');
    await pipeline.cloud.functions.idle();

    expect(functions()).toEqual([]);
    expect(stack().outputs).not.toHaveProperty('FunctionName');
    expect(await formatOf('kept.jpg')).toBe('JPEG');
    expect(await formatOf('new.jpg')).toBeUndefined();
    expect(await media('retry', 'Size>=0')).toMatchObject({
      code: 2,
      err: expect.stringContaining('The function is not known'),
    });
  });

  it('takes functions of the other generation, which describe what comes', async () => {
    await deploy({ functionCompute: 3 });
    await oss.put('later.jpg', PICTURE);
    await pipeline.cloud.functions.idle();

    const { outputs } = stack();
    expect(functions().sort()).toEqual([outputs['FunctionName'], outputs['FailureFunctionName']]);
    expect(outputs['FunctionName']).toMatch(/^media-metadata-extract-/);
    expect(outputs).not.toHaveProperty('ServiceName');
    expect(await formatOf('later.jpg')).toBe('JPEG');
  });

  it('makes good what was missed, with one command', async () => {
    expect(await media('backfill')).toMatchObject({ code: 0, out: expect.stringContaining('3 sent') });
    expect([await formatOf('new.jpg'), await formatOf('replaced.jpg')]).toEqual(['JPEG', 'MPEG Audio']);

    expect(await formatOf('deleted.jpg')).toBeUndefined();
    expect(await formatOf('kept.jpg')).toBe('JPEG');
  });

  it('shows their logs', async () => {
    const { out } = await media('logs', '--key', 'later.jpg');

    expect(out).toMatch(/ media-metadata-extract-[0-9a-f]{8} {2}info: object .*action=written/);
  });

  it('takes other retries at once, by replacing what holds them', async () => {
    await deploy({ functionCompute: 3, asyncRetries: 1 });
    await oss.put('last.jpg', PICTURE);
    await pipeline.cloud.functions.idle();

    const [extract] = pipeline.cloud.functions.registry
      .functions()
      .filter(({ name }) => name === stack().outputs['FunctionName']);
    expect(extract!.options.async).toMatchObject({
      maxAsyncRetryAttempts: 1,
      onFailure: expect.stringContaining(':functions/media-metadata-record-failure-'),
    });
    expect(await formatOf('last.jpg')).toBe('JPEG');
  });

  it('changes back', async () => {
    await deploy({ functions: false });
    await deploy({ functionCompute: 2 });
    await oss.put('again.jpg', PICTURE);
    await pipeline.cloud.functions.idle();

    expect(functions()).toEqual(['record-failure', 'extract']);
    expect(await formatOf('again.jpg')).toBe('JPEG');
  });
});
