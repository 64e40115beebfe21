import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ossClient } from '../../cli/cloud/oss-client';
import { readRow } from '../../cli/cloud/rows';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { MEDIA } from '../functions/extract/support/local-report';

describe('A pipeline with a data directory', () => {
  let dataDir: string;
  let pipeline: LocalPipeline | undefined;

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'restart-'));
  });

  afterAll(async () => {
    await pipeline?.close();
    rmSync(dataDir, { recursive: true });
  });

  const rowsOf = async ({ connection }: LocalPipeline, keys: string[]) => {
    const tablestore = tablestoreClient(connection);
    return Promise.all(keys.map((key) => readRow(tablestore, connection, key)));
  };

  it('has its objects, rows, names and key again after a restart, and goes on', async () => {
    const first = await LocalPipeline.deploy({ dataDir });
    pipeline = first;
    await ossClient(first.connection).put('old.jpg', join(MEDIA, 'still.jpg'));
    await first.cloud.functions.idle();
    const [before] = await rowsOf(first, ['old.jpg']);
    await first.close();

    const second = await LocalPipeline.deploy({ dataDir });
    pipeline = second;
    // A restart changes the ports and nothing else.
    const lasting = ({ connection: { outputs, clients: _, ...rest } }: LocalPipeline) =>
      Object.entries({ ...rest, ...outputs }).filter(([name]) => !/Endpoint$/.test(name));
    expect(lasting(second)).toEqual(lasting(first));
    expect(second.stackId).toBe(first.stackId);
    expect(await rowsOf(second, ['old.jpg'])).toEqual([before]);

    const oss = ossClient(second.connection);
    await oss.put('new.mp3', join(MEDIA, 'vbr.mp3'));
    await oss.delete('old.jpg');
    await second.cloud.functions.idle();
    const [old, young] = await rowsOf(second, ['old.jpg', 'new.mp3']);
    expect(old).toBeUndefined();
    expect(young?.columns['Format']).toBe('MPEG Audio');
  }, 60_000);

  it('brings a changed template to what is there, and keeps rows when that fails', async () => {
    await pipeline?.close();
    pipeline = undefined;
    const context = { memoryMB: 640, serviceRoleName: 'two words' };
    await expect(LocalPipeline.deploy({ dataDir, context })).rejects.toThrow(/serviceRoleName/);

    pipeline = await LocalPipeline.deploy({ dataDir, context: { memoryMB: 640 } });
    expect(
      pipeline.cloud.functions.registry.fn({ service: pipeline.connection.service, fn: 'extract' }).options,
    ).toMatchObject({
      memorySizeMB: 640,
    });
    const [row] = await rowsOf(pipeline, ['new.mp3']);
    expect(row?.status).toBe('DESCRIBED');
  }, 60_000);
});
