import type { Client } from 'tablestore';
import { parseQuery } from '../../contract/query/parse';
import { SEARCH_INDEX } from '../../contract/search-index';
import { viewsOf } from '../output/overview';
import { StreamedTable } from '../output/table';
import { MediaIndex } from '../search/media-index';
import { toSearchQuery } from '../search/to-search-query';
import { untilIndexed } from '../search/until-indexed';

/** A question that the samples have an answer to. */
const QUESTION = 'VideoHeight>=720 and AudioFormat in (AAC, FLAC) and no TextFormats';
const COLUMNS = ['Key', 'VideoFormat', 'VideoHeight', 'AudioFormat', 'AudioChannels'];

/**
 * A question to the table and its answer, as `media find` prints it. Waits until the index contains the rows.
 */
export async function exampleAnswer(client: Client, table: string, rows: number): Promise<string> {
  const index = new MediaIndex(async () => client, { tableName: table, indexName: SEARCH_INDEX });
  await untilIndexed(index, rows);
  const views = viewsOf(COLUMNS);
  const answer = new StreamedTable(views);
  let text = '';
  const query = toSearchQuery(parseQuery(QUESTION, Date.now()));
  for await (const found of index.find({ query, sort: [], columns: COLUMNS })) {
    text += answer.lines(found.map((row) => views.map((view) => view.show(row))));
  }
  return `$ npx media find '${QUESTION}' --columns ${COLUMNS.join(',')}\n${text}`;
}
