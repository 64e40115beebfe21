import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OSS from 'ali-oss';
import type * as TableStore from 'tablestore';
import { ossClient } from '../../../cli/cloud/oss-client';
import { tablestoreClient } from '../../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../../cli/local-cloud/local-pipeline';
import { filesIn } from '../../../cli/upload/inputs';
import { PROJECT_ROOT } from '../../../lib/project-root';
import { FIRST_DAY } from '../generated-rows';
import { rowAddress } from '../row-address';
import { type RunOptions, type RunResult, runMedia } from '../run-media';

export const SAMPLES = filesIn(join(PROJECT_ROOT, 'assets', 'samples'));

/** The day after the last generated row. Relative times count from here. */
export const NOW = FIRST_DAY + 301 * 5 * 3_600_000;

/** A pipeline with the samples, and the command that asks it. */
export class MediaPipeline {
  private constructor(
    readonly pipeline: LocalPipeline,
    readonly oss: OSS,
    readonly tablestore: TableStore.Client,
    readonly folder: string,
  ) {}

  static async start(): Promise<MediaPipeline> {
    const folder = await mkdtemp(join(tmpdir(), 'media-'));
    const pipeline = await LocalPipeline.deploy();
    const { connection } = pipeline;
    const here = new MediaPipeline(pipeline, ossClient(connection), tablestoreClient(connection), folder);
    await writeFile(here.local, `${JSON.stringify(connection)}\n`);
    for (const { key, path } of SAMPLES) await here.oss.put(key, path);
    await pipeline.cloud.functions.idle();
    await here.untilIndexed(SAMPLES.length);
    return here;
  }

  async stop(): Promise<void> {
    await this.pipeline.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The file that says where the pipeline is. */
  get local(): string {
    return join(this.folder, 'local.json');
  }

  run(argv: string[], options: RunOptions = {}): Promise<RunResult> {
    const env = { MEDIA_LOCAL: this.local, XDG_STATE_HOME: this.folder, ...options.env };
    return runMedia(argv, { now: NOW, ...options, env });
  }

  /** Waits for the index, which is always a moment behind the table. */
  async untilIndexed(rows: number, query = ''): Promise<void> {
    for (;;) {
      const { out } = await this.run(['find', query, '--count']);
      if (Number(out) === rows) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Writes a row that no other test finds. */
  async putCells(key: string, cells: Record<string, string | Buffer>): Promise<void> {
    await this.tablestore.putRow({
      ...rowAddress(this.pipeline.connection, key),
      attributeColumns: Object.entries(cells).map(([name, value]) => ({ [name]: value })),
    });
  }

  /** Writes a row with a changed report of `news.mp4`. */
  async putReport(key: string, change: (xml: string) => string): Promise<void> {
    const { out } = await this.run(['show', 'news.mp4', '--xml']);
    await this.putCells(key, { Meta_data: change(out), Status: 'DESCRIBED' });
  }

  async deleteRow(key: string): Promise<void> {
    await this.tablestore.deleteRow(rowAddress(this.pipeline.connection, key));
  }
}

/** The keys that a command printed as JSON. */
export const keysOf = ({ out }: Pick<RunResult, 'out'>): unknown[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { Key: unknown }).Key);
