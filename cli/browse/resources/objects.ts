import type { ObjectRow } from '../../cloud/rows';
import { readRow } from '../../cloud/rows';
import { lengthOf, withScale } from '../../output/units';
import { UsageError } from '../../program/errors';
import type { FoundRow } from '../../search/found-row';
import { objectAt } from '../ask/address';
import { type Found, findPage, neededColumns } from '../ask/found';
import { findCommand } from '../ask/same-command';
import { addressOf, limitOf, viewOf } from '../ask/view';
import { resultTable } from '../pages/result-table';
import { sheet } from '../pages/sheet';
import { toolbar } from '../pages/toolbar';
import { count, type Html, html, objectsText } from '../server/html';
import type { Resource } from '../server/resource';

interface Objects extends Found {
  /** The row whose details are shown; undefined for one that is gone. */
  shown?: ObjectRow;
}

/** What a query finds: the page that everything begins with. */
export const OBJECTS: Resource<Objects> = {
  name: 'objects',
  title: 'Objects',
  load: async (params, browse) => {
    const view = viewOf(params);
    if (limitOf(params) === 'all') {
      throw new UsageError("'limit=all' is for a CSV or JSON lines: behind /objects.csv and /objects.jsonl.");
    }
    const [found, shown] = await Promise.all([
      findPage(view, browse),
      view.show === undefined ? undefined : rowOf(view.show, browse),
    ]);
    return { ...found, shown };
  },
  part: ({ rows, columns, view }) => resultTable(rows, columns, view),
  page: (found, { where }) => main(found, where),
  json: ({ view, rows, totals, next }) => ({
    query: view.q,
    totals,
    rows: rows.map((row) => chosen(row, view.columns)),
    ...(next === undefined
      ? {}
      : { next: addressOf('/objects.json', { ...view, after: next, show: undefined }) }),
  }),
  csv: ({ view, rows }) => recordsOf(rows, view.columns ?? shownColumns(view)),
};

const rowOf = async (address: string, { session }: Parameters<typeof OBJECTS.load>[1]) => {
  const { bucket, key } = objectAt(address);
  return readRow(await session.tablestore(), { ...session.target, bucket }, key);
};

/** Columns of the row behind those of the table, each once. */
export const shownColumns = (view: Found['view']): string[] =>
  view.columns ?? neededColumns(view).filter((name) => name !== 'ObjectKey');

export const recordsOf = (rows: readonly FoundRow[], columns: readonly string[]) => [
  [...columns],
  ...rows.map((row) => columns.map((name) => row[name])),
];

/** A row with what is shown of it. */
export function chosen(row: FoundRow, columns: readonly string[] | undefined): FoundRow {
  if (!columns) return row;
  return Object.fromEntries(columns.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
}

function main({ view, columns, rows, totals, next, shown }: Objects, where: string): Html {
  const { objects, durationMs, bytes } = totals;
  const command = findCommand(view, where);
  const part = (path: string): string => addressOf(path, { ...view, after: undefined, show: undefined });
  return html`<main id="main">
<nav id="facets" aria-label="Narrow down" data-part="${part('/facets')}"></nav>
<section id="result" aria-labelledby="total" tabindex="-1">
<h1 id="total">${objectsText(objects)}<span class="sums">${durationMs > 0 ? ` · ${lengthOf(durationMs)}` : ''}${bytes > 0 ? ` · ${withScale(bytes, 'B')}` : ''}</span></h1>
${toolbar(view, shownColumns(view), objects, rows.length, command)}
<div id="timeline" data-part="${part('/timeline')}"></div>
${rows.length === 0 ? nothing(view.q) : resultTable(rows, columns, view)}
<nav class="pages" aria-label="Pages">
${view.after === undefined ? '' : html`<a href="${addressOf('/objects', { ...view, after: undefined })}" rel="prev" data-focus="first">First page</a>`}
${next === undefined ? '' : html`<a href="${addressOf('/objects', { ...view, after: next, show: undefined })}" rel="next" data-focus="next">Next ${count(rows.length)}</a>`}
</nav>
</section>
<aside id="drawer" aria-label="Details"${shown || view.show !== undefined ? '' : html` hidden`}>${shown ? sheet(shown, where) : view.show === undefined ? '' : html`<article id="sheet"><header><h2 id="sheet-title" tabindex="-1">No such row</h2><a class="close" href="/objects" aria-label="Close details">×</a></header><p>The table has none for this object now.</p></article>`}</aside>
</main>`;
}

const nothing = (q: string): Html =>
  html`<p class="none">Nothing found${q ? ' for this query' : ': the table is empty. Put a file into the bucket, and its row is here a second later'}.</p>`;
