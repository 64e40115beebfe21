import type { Hono } from 'hono';
import { csvLines } from '../../output/csv';
import { jsonText } from '../../program/printable';
import type { FoundRow } from '../../search/found-row';
import { toSearchQuery } from '../../search/to-search-query';
import { expressionOf } from '../ask/conditions';
import { findPage, neededColumns } from '../ask/found';
import { type View, viewOf } from '../ask/view';
import type { Browse } from '../browse-context';
import { rowAt } from '../resources/object';
import { chosen, shownColumns } from '../resources/objects';
import { csvHeaders } from './answers';
import { NothingThereError } from './nothing-there-error';

/** JSON lines and CSV of exactly the rows and columns that are shown; with `limit=all`, of all rows that are found. */
export function addDownloads(app: Hono, browse: Browse): void {
  app.get('/objects.jsonl', async ({ req }) => {
    const params = new URL(req.url).searchParams;
    const view = viewOf(params);
    const columns = shownColumns(view);
    const line = (row: FoundRow): string => `${jsonText(chosen(row, columns))}\n`;
    return streamed(await pagesOf(view, params, browse), '', (rows) => rows.map(line).join(''), {
      'Content-Type': 'application/jsonl; charset=utf-8',
      'Content-Disposition': 'attachment; filename="objects.jsonl"',
    });
  });
  app.get('/objects.csv', async ({ req }, next) => {
    const params = new URL(req.url).searchParams;
    if (params.get('limit') !== 'all') return next();
    const view = viewOf(params);
    const columns = shownColumns(view);
    const lines = (rows: FoundRow[]): string => csvLines(rows.map((row) => columns.map((name) => row[name])));
    return streamed(await pagesOf(view, params, browse), csvLines([columns]), lines, csvHeaders('objects'));
  });
  app.get('/report', async ({ req }) => {
    const { xml, key } = await rowAt(new URL(req.url).searchParams, browse);
    if (xml === null) throw new NothingThereError('There is no report of this object.');
    const name = encodeURIComponent(`${key.split('/').at(-1)}.xml`);
    return new Response(xml, {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Disposition': `inline; filename*=UTF-8''${name}`,
      },
    });
  });
}

/** The page that is shown, or all pages. A query that is not understood is refused before anything is sent. */
async function pagesOf(
  view: View,
  params: URLSearchParams,
  browse: Browse,
): Promise<AsyncIterable<FoundRow[]>> {
  if (params.get('limit') === 'all') {
    const query = toSearchQuery(expressionOf(view.q, browse.now()));
    return browse.index.find({ query, sort: view.sort, columns: neededColumns(view) });
  }
  const { rows } = await findPage(view, browse);
  return (async function* one() {
    yield rows;
  })();
}

/** Only one page of rows is in memory at a time. */
function streamed(
  pages: AsyncIterable<FoundRow[]>,
  head: string,
  textOf: (rows: FoundRow[]) => string,
  headers: Record<string, string>,
): Response {
  const encoder = new TextEncoder();
  const iterator = pages[Symbol.asyncIterator]();
  let first = head;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      const text = first + (done ? '' : textOf(value));
      first = '';
      if (text) controller.enqueue(encoder.encode(text));
      if (done) controller.close();
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, { headers });
}
