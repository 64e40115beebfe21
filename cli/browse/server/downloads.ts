import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { csvLines } from '../../output/csv';
import { UserError } from '../../program/errors';
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
  app.get('/objects.jsonl', async (context) => {
    const params = new URL(context.req.url).searchParams;
    const view = viewOf(params);
    const columns = shownColumns(view);
    const line = (row: FoundRow): string => `${jsonText(chosen(row, columns))}\n`;
    const lines = (rows: FoundRow[]): string => rows.map(line).join('');
    return streamed(context, browse, await pagesOf(view, params, browse), '', lines, {
      'Content-Type': 'application/jsonl; charset=utf-8',
      'Content-Disposition': 'attachment; filename="objects.jsonl"',
    });
  });
  app.get('/objects.csv', async (context, next) => {
    const params = new URL(context.req.url).searchParams;
    if (params.get('limit') !== 'all') return next();
    const view = viewOf(params);
    const columns = shownColumns(view);
    const lines = (rows: FoundRow[]): string => csvLines(rows.map((row) => columns.map((name) => row[name])));
    const pages = await pagesOf(view, params, browse);
    return streamed(context, browse, pages, csvLines([columns]), lines, csvHeaders('objects'));
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

/**
 * Only one page of rows is in memory at a time. What is wrong with the first one is an answer of its own; later the
 * download can only break off, which the browser notices, and the terminal says why.
 * @throws ServiceError
 */
async function streamed(
  context: Context,
  browse: Browse,
  pages: AsyncIterable<FoundRow[]>,
  head: string,
  textOf: (rows: FoundRow[]) => string,
  headers: Record<string, string>,
): Promise<Response> {
  const encoder = new TextEncoder();
  const iterator = pages[Symbol.asyncIterator]();
  const first = await iterator.next();
  let next: typeof first | undefined = first;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const begin = next ? head : '';
        const { done, value } = next ?? (await iterator.next());
        next = undefined;
        const text = begin + (done ? '' : textOf(value));
        if (text) controller.enqueue(encoder.encode(text));
        if (done) controller.close();
      } catch (error) {
        if (error instanceof UserError) browse.onTrouble(`'${context.req.path}' broke off: ${error.message}`);
        else browse.onFault(error);
        // Given an error, the server would write it into the file and, as it is, onto the terminal.
        (context.env as Partial<HttpBindings>).outgoing?.destroy();
        controller.close();
      }
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, { headers });
}
