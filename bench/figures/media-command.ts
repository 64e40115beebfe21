import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { MediaIndex } from '../../cli/search/media-index';
import { toSearchQuery } from '../../cli/search/to-search-query';
import { parseQuery } from '../../contract/query/parse';
import { SEARCH_INDEX } from '../../contract/search-index';
import { putMediaRows } from '../corpus/media-rows';
import type { BenchOptions } from '../options';
import { type BackfillFigures, measureBackfill, OBJECT_PREFIX } from './backfill';
import { type BrowseFigures, measureBrowse } from './browse-page';
import { type LocalProcess, startLocalProcess } from './local-process';
import { type CommandFigure, MediaProcess, QUESTIONS } from './media-questions';

/** Numbers of rows and objects in a full run and in a quick run. */
const AMOUNTS = { full: { rows: 100_000, objects: 10_000 }, quick: { rows: 2_000, objects: 200 } };
const REPETITIONS = { full: 5, quick: 2 };

/** The index is seconds behind the table. */
const POLL_MS = 100;

export interface RowFigures {
  rows: number;
  /** Time to write the rows, 200 per request. */
  writeSeconds: number;
  /** From the last row written to the last row found. */
  indexSeconds: number;
}

export interface MediaFigures {
  rows: RowFigures;
  questions: CommandFigure[];
  browse: BrowseFigures;
  backfill: BackfillFigures;
  /** Memory of all processes of the stand-in together, with the function's instances, in MB. */
  standInPeakMB: number;
}

/** Measures `media` as a person starts it. The stand-in runs in its own process. */
export async function mediaFigures(
  options: BenchOptions,
  told: (line: string) => void,
): Promise<MediaFigures> {
  const size = options.quick ? 'quick' : 'full';
  const amounts = AMOUNTS[size];
  const local = await startLocalProcess(join('bench', 'cloud', 'backfill-cloud.ts'));
  const folder = await mkdtemp(join(tmpdir(), 'bench-media-'));
  try {
    // The file only contains keys of the stand-in.
    await writeFile(join(folder, 'local.json'), `${JSON.stringify(local.connection)}\n`, { mode: 0o600 });
    const media = new MediaProcess(folder);
    told(`${amounts.rows} rows`);
    const rows = await fillTable(local, amounts.rows);
    told(`written in ${rows.writeSeconds.toFixed(0)} s`);
    const questions: CommandFigure[] = [];
    for (const question of QUESTIONS) {
      const figure = await media.measure(question, options.repetitions ?? REPETITIONS[size]);
      told(`media ${question.argv.join(' ')}: ${Math.round(figure.wallMs)} ms`);
      questions.push(figure);
    }
    const browse = await measureBrowse(local.connection, options.repetitions ?? REPETITIONS[size]);
    told(`media browse: first view ${Math.round(browse.firstViewMs)} ms`);
    told(`${amounts.objects} objects: some minutes`);
    const backfill = await measureBackfill(local.connection, media, amounts.objects, () =>
      indexOf(local).count(query(`Key=${OBJECT_PREFIX}*`)),
    );
    return { rows, questions, browse, backfill, standInPeakMB: local.peakMB() };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await local.close();
  }
}

const query = (text: string): ReturnType<typeof toSearchQuery> => toSearchQuery(parseQuery(text, Date.now()));

function indexOf({ connection }: LocalProcess): MediaIndex {
  const client = tablestoreClient(connection);
  return new MediaIndex(async () => client, { tableName: connection.table, indexName: SEARCH_INDEX });
}

async function fillTable(local: LocalProcess, count: number): Promise<RowFigures> {
  const start = performance.now();
  await putMediaRows(tablestoreClient(local.connection), local.connection, count);
  const written = performance.now();
  const index = indexOf(local);
  while ((await index.count(query(''))) < count) await delay(POLL_MS);
  return {
    rows: count,
    writeSeconds: (written - start) / 1000,
    indexSeconds: (performance.now() - written) / 1000,
  };
}
