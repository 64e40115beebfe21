import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'tablestore';
import { parseQuery } from '../../contract/query/parse';
import { SEARCH_INDEX } from '../../contract/search-index';
import { viewsOf } from '../output/overview';
import { StreamedTable } from '../output/table';
import { MediaIndex } from '../search/media-index';
import { toSearchQuery } from '../search/to-search-query';

/** A question that the samples have an answer to. */
const QUESTION = 'VideoHeight>=720 and AudioFormat in (AAC, FLAC) and no TextFormats';
const COLUMNS = ['Key', 'VideoFormat', 'VideoHeight', 'AudioFormat', 'AudioChannels'];

/** Milliseconds to wait for the index, which is a moment behind the table. */
const PATIENCE_MS = 5_000;
const POLL_MS = 25;

/**
 * A question to the table and its answer, as `media find` prints it. Waits until the index contains the rows.
 */
export async function exampleAnswer(client: Client, table: string, rows: number): Promise<string> {
  const index = new MediaIndex(async () => client, { tableName: table, indexName: SEARCH_INDEX });
  const everything = toSearchQuery({ kind: 'all' });
  const end = Date.now() + PATIENCE_MS;
  while ((await index.count(everything)) < rows && Date.now() < end) await sleep(POLL_MS);
  const views = viewsOf(COLUMNS);
  const answer = new StreamedTable(views);
  let text = '';
  const query = toSearchQuery(parseQuery(QUESTION, Date.now()));
  for await (const found of index.find({ query, sort: [], columns: COLUMNS })) {
    text += answer.lines(found.map((row) => views.map((view) => view.show(row))));
  }
  return `$ npx media find '${QUESTION}' --columns ${COLUMNS.join(',')}\n${text}`;
}
