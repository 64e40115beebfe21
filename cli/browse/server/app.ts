import { Hono } from 'hono';
import { QueryError } from '../../../contract/query/query-error';
import { UsageError, UserError } from '../../program/errors';
import { oneLine } from '../../program/printable';
import { type View, viewOf } from '../ask/view';
import type { Browse } from '../browse-context';
import { layout } from '../pages/layout';
import { DESCRIBE_AGAIN } from '../resources/describe-again';
import { FACET_COUNTS } from '../resources/facets';
import { OBJECT } from '../resources/object';
import { OBJECTS } from '../resources/objects';
import { TIMELINE } from '../resources/timeline';
import { addActions } from './actions';
import { csvAnswer, jsonAnswer } from './answers';
import { addDownloads } from './downloads';
import { guard, headers } from './guard';
import { type Html, html, othersText } from './html';
import { NothingThereError } from './nothing-there-error';
import type { PageFile } from './page-code';
import type { AnyResource } from './resource';

const RESOURCES: readonly AnyResource[] = [OBJECTS, OBJECT, FACET_COUNTS, TIMELINE, DESCRIBE_AGAIN];

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#2a6fdb" stroke-width="2"><path d="M4 5h16v14H4zM8 5v14M16 5v14M4 9h4M4 14h4M16 9h4M16 14h4"/></svg>`;

/** Every address of the page. @param token of the link that lets a browser in */
export function createApp(
  browse: Browse,
  files: readonly PageFile[],
  access: { port: number; token: string },
): Hono {
  const app = new Hono();
  app.use(headers, guard(access.port, access.token));
  app.get('/', (context) => context.redirect(`/objects${new URL(context.req.url).search}`, 302));
  app.get('/icon.svg', (context) => context.body(ICON, 200, { 'Content-Type': 'image/svg+xml' }));
  for (const { path, type, content } of files) {
    const cached = { 'Content-Type': type, 'Cache-Control': 'private, max-age=31536000, immutable' };
    app.get(path, (context) => context.body(new Uint8Array(content), 200, cached));
  }
  const [script = '', style = ''] = files.map(({ path }) => path);
  const whole = (title: string, view: View, main: Html, problem?: QueryError): Html =>
    layout({ script, style }, browse, { title, view, main, problem });
  addDownloads(app, browse);
  for (const resource of RESOURCES) addResource(app, resource, browse, whole);
  addActions(app, browse);
  app.notFound((context) => context.text('There is no such page.', 404));
  app.onError((error, context) => {
    const params = new URL(context.req.url).searchParams;
    const { status, words } = told(error);
    if (status === 500) browse.onFault(error);
    if (/\.\w+$/.test(context.req.path)) return context.json(problemJson(error, words), status);
    if (context.req.header('x-part'))
      return context.html(html`<p class="trouble" role="alert">${othersText(words)}</p>`, status);
    const view = safeView(params);
    const main = html`<main id="main" class="single"><section id="result" tabindex="-1"><h1 id="total">${error instanceof QueryError ? 'This query is not understood' : 'That did not work'}</h1>${error instanceof QueryError ? '' : html`<p class="trouble" role="alert">${othersText(words)}</p>`}</section></main>`;
    return context.html(whole('media', view, main, error instanceof QueryError ? error : undefined), status);
  });
  return app;
}

function addResource(
  app: Hono,
  resource: AnyResource,
  browse: Browse,
  whole: (title: string, view: View, main: Html) => Html,
): void {
  const load = (url: string) => resource.load(new URL(url).searchParams, browse);
  app.get(`/${resource.name}`, async (context) => {
    const data = await load(context.req.url);
    if (context.req.header('x-part')) return context.html(resource.part(data, browse));
    const view = safeView(new URL(context.req.url).searchParams);
    const title = view.q ? `${oneLine(view.q)} – media` : `media – ${browse.title}`;
    const main =
      resource.page?.(data, browse) ??
      html`<main id="main" class="single"><section id="result" tabindex="-1"><h1>${resource.title}</h1>${resource.part(data, browse)}</section></main>`;
    return context.html(whole(title, view, main));
  });
  app.get(`/${resource.name}.json`, async (context) =>
    jsonAnswer(resource.json(await load(context.req.url))),
  );
  app.get(`/${resource.name}.csv`, async (context) =>
    csvAnswer(resource.csv(await load(context.req.url)), resource.name),
  );
}

/** The view for the query box of a page that has none of its own. */
function safeView(params: URLSearchParams): View {
  try {
    return viewOf(params);
  } catch {
    return viewOf(new URLSearchParams({ q: params.get('q') ?? '' }));
  }
}

function told(error: unknown): { status: 400 | 404 | 500 | 502; words: string } {
  if (error instanceof QueryError) return { status: 400, words: error.problem };
  if (error instanceof UsageError) return { status: 400, words: error.message };
  if (error instanceof NothingThereError) return { status: 404, words: error.message };
  if (error instanceof UserError) return { status: 502, words: error.message };
  return { status: 500, words: 'This is a fault of ours: the terminal says more.' };
}

const problemJson = (error: unknown, words: string): object =>
  error instanceof QueryError
    ? { problem: error.problem, query: error.query, span: error.span }
    : { problem: words };
