import type { Hono } from 'hono';
import { QueryError } from '../../../contract/query/query-error';
import { UsageError } from '../../program/errors';
import { toSearchQuery } from '../../search/to-search-query';
import { completionAt } from '../ask/complete';
import { expressionOf } from '../ask/conditions';
import type { Browse } from '../browse-context';
import { jobText } from '../pages/again';
import { problemText } from '../pages/ask-form';
import { NoPictureError } from '../picture/no-picture-error';
import { pictureOf } from '../picture/picture';
import { sourceOf } from '../picture/picture-source';
import { meantBy } from '../resources/describe-again';
import { rowAt } from '../resources/object';
import { jsonAnswer } from './answers';

/** A picture may be shown, and nothing in it may do anything. */
const PICTURE_POLICY = "default-src 'none'; sandbox";

/** What the lively parts of the page ask for, and what it does. */
export function addActions(app: Hono, browse: Browse): void {
  app.get('/complete.json', async ({ req }) => {
    const params = new URL(req.url).searchParams;
    const q = params.get('q') ?? '';
    const at = Math.min(Number(params.get('at') ?? q.length) || 0, q.length);
    return jsonAnswer(await completionAt(q, at, browse.index));
  });
  app.get('/problem', async (context) => {
    try {
      expressionOf(new URL(context.req.url).searchParams.get('q') ?? '', browse.now());
      return context.html('');
    } catch (error) {
      if (error instanceof QueryError) return context.html(problemText(error));
      throw error;
    }
  });
  app.get('/picture', async (context) => {
    const params = new URL(context.req.url).searchParams;
    const source = sourceOf(await rowAt(params, browse), Number(params.get('at') ?? 0) || 0);
    try {
      if (!source) throw new NoPictureError('This object has no picture.');
      const { type, bytes } = await pictureOf(browse.session, source);
      return new Response(new Uint8Array(bytes), {
        headers: {
          'Content-Type': type,
          'Content-Security-Policy': PICTURE_POLICY,
          'Cache-Control': 'private, max-age=300',
        },
      });
    } catch (error) {
      if (error instanceof NoPictureError) return context.text(error.message, 404);
      throw error;
    }
  });
  app.post('/describe-again', async (context) => {
    const params = new URLSearchParams(await context.req.text());
    // All objects are what somebody asks for with an empty query, never what a forgotten one means.
    if (!params.has('q') && !params.has('address')) {
      throw new UsageError("'q' or 'address' is expected in the body of the request.");
    }
    const query = toSearchQuery(meantBy(params, browse.now()).expression);
    browse.job.start(query, await browse.index.count(query));
    return context.req.header('x-part')
      ? context.html(jobText(browse.job.state))
      : context.redirect(`/describe-again?${params}`, 303);
  });
  app.post('/describe-again/stop', (context) => {
    browse.job.stop();
    return context.req.header('x-part')
      ? context.html(jobText(browse.job.state))
      : context.redirect('/objects', 303);
  });
  app.get('/job', (context) => context.html(jobText(browse.job.state)));
}
