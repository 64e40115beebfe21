import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OSS from 'ali-oss';
import { ossClient } from '../../../cli/cloud/oss-client';
import { type ObjectRow, readRow } from '../../../cli/cloud/rows';
import { tablestoreClient } from '../../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../../cli/local-cloud/local-pipeline';
import { MediaIndex } from '../../../cli/search/media-index';
import { toSearchQuery } from '../../../cli/search/to-search-query';
import { parseQuery } from '../../../contract/query/parse';
import { SEARCH_INDEX } from '../../../contract/search-index';
import { PROJECT_ROOT } from '../../../lib/project-root';
import { type RunOptions, type RunResult, runMedia } from '../run-media';

export const media = (name: string): string => join(PROJECT_ROOT, 'test', 'fixtures', 'media', name);
export const ready = (name: string): string => join(PROJECT_ROOT, 'assets', 'policies', name);

export const STRICT = 'name: Strict\nmust Codec is AVC: VideoFormat=AVC\nshould Ready: IsStreamable=true\n';
export const XML = `<policy name="Small"><rule name="Narrow" value="Width" tracktype="Video" operator="&lt;">1000</rule></policy>`;

/** Keys and their files. Below `in/` the policy is STRICT, below `in/xml/` it is XML, elsewhere there is none. */
export const OBJECTS: [key: string, fixture: string][] = [
  ['in/good.mp4', 'moov-first.mp4'],
  ['in/late.mp4', 'moov-last.mp4'],
  ['in/other.webm', 'vp9.webm'],
  ['in/empty.mp4', 'empty.mp4'],
  ['in/xml/good.mp4', 'moov-first.mp4'],
  ['in/xml/empty.mp4', 'empty.mp4'],
  ['free.webm', 'vp9.webm'],
];

/** A pipeline that judges what it describes, with some objects, and the command in a folder with its policies. */
export class CheckPipeline {
  private constructor(
    readonly pipeline: LocalPipeline,
    readonly oss: OSS,
    readonly index: MediaIndex,
    readonly folder: string,
  ) {}

  static async start(): Promise<CheckPipeline> {
    const folder = await mkdtemp(join(tmpdir(), 'check-'));
    const [strict, small] = [join(folder, 'strict.policy'), join(folder, 'small.xml')];
    await writeFile(strict, STRICT);
    await writeFile(small, XML);
    const pipeline = await LocalPipeline.deploy({
      context: { policies: { 'in/': strict, 'in/xml/': small } },
    });
    const { connection } = pipeline;
    await writeFile(join(folder, 'local.json'), `${JSON.stringify(connection)}\n`);
    const client = tablestoreClient(connection);
    const index = new MediaIndex(async () => client, {
      tableName: connection.table,
      indexName: SEARCH_INDEX,
    });
    const here = new CheckPipeline(pipeline, ossClient(connection), index, folder);
    for (const [key, fixture] of OBJECTS) await here.oss.put(key, media(fixture));
    await pipeline.cloud.functions.idle();
    await here.untilFound('has Status', OBJECTS.length);
    return here;
  }

  async stop(): Promise<void> {
    await this.pipeline.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  run(argv: string[], options: RunOptions = {}): Promise<RunResult> {
    const { folder } = this;
    const env = { MEDIA_LOCAL: join(folder, 'local.json'), XDG_STATE_HOME: folder, ...options.env };
    return runMedia(argv, { cwd: folder, ...options, env });
  }

  async rowOf(key: string): Promise<ObjectRow> {
    const { connection } = this.pipeline;
    return (await readRow(tablestoreClient(connection), connection, key))!;
  }

  /** The verdict that stands in the row of a key. */
  async policyOf(key: string): Promise<unknown[]> {
    const { columns } = await this.rowOf(key);
    return ['Policy', 'PolicyName', 'PolicyFailures', 'PolicyWarnings'].map((name) => columns[name]);
  }

  /** Waits for the index, which is always a moment behind the table. */
  async untilFound(query: string, rows: number): Promise<void> {
    while ((await this.index.count(toSearchQuery(parseQuery(query, 0)))) !== rows)
      await new Promise((done) => setTimeout(done, 100));
  }
}
