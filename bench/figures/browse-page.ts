import type { Page } from 'playwright-core';
import { servePage } from '../../cli/browse/browse';
import type { PipelineConnection } from '../../cli/cloud/connection';
import { sessionOf } from '../../cli/local-cloud/session-of';
import { openChromium } from '../../test/browser/chromium';
import { median } from '../statistics';

/** The page of `media browse` on the generated rows, in a real browser; milliseconds are medians from the visit on. */
export interface BrowseFigures {
  runs: number;
  /** Until query, totals and rows are painted. */
  firstViewMs: number;
  /** Until the counts beside the query are there. */
  facetsMs: number;
  /** Until the timeline is there, too. */
  timelineMs: number;
  /** From a click on a count to the new result. */
  clickMs: number;
  /** Everything that a first visit loads. */
  bytes: number;
}

type Visit = Omit<BrowseFigures, 'runs' | 'bytes'>;

/** A count that a tenth of the rows have. */
const COUNT = '#facets a[data-focus="Video codec HEVC"]';
const PATIENCE_MS = 120_000;

export async function measureBrowse(connection: PipelineConnection, runs: number): Promise<BrowseFigures> {
  const terminal = { now: Date.now, interrupted: new AbortController().signal, stderr: process.stderr };
  const [served, browser] = await Promise.all([
    servePage(sessionOf(connection), { port: 0 }, terminal),
    openChromium(),
  ]);
  try {
    const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const first = await context.newPage();
    const bodies: Promise<Buffer>[] = [];
    // The steps from the link to the first view have no body, or are gone at once.
    first.on('response', (answer) => bodies.push(answer.body().catch(() => Buffer.alloc(0))));
    await first.goto(served.link);
    await first.waitForSelector('#charts');
    const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + body.length, 0);
    const visits: Visit[] = [];
    while (visits.length < runs) visits.push(await visit(await context.newPage(), served.port));
    const of = (name: keyof Visit): number => median(visits.map((one) => one[name]));
    return {
      runs,
      firstViewMs: of('firstViewMs'),
      facetsMs: of('facetsMs'),
      timelineMs: of('timelineMs'),
      clickMs: of('clickMs'),
      bytes,
    };
  } finally {
    await browser.close();
    await served.close();
  }
}

async function visit(page: Page, port: number): Promise<Visit> {
  await page.goto(`http://127.0.0.1:${port}/objects`, { waitUntil: 'commit' });
  const since = (): Promise<number> => page.evaluate('performance.now()') as Promise<number>;
  await page.waitForSelector('#facet-list');
  const facetsMs = await since();
  await page.waitForSelector('#charts');
  const timelineMs = await since();
  const paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime";
  const firstViewMs = (await page.evaluate(paint)) as number;
  const clicked = performance.now();
  await page.click(COUNT);
  await page.waitForSelector('#q[value*="HEVC"]');
  const clickMs = performance.now() - clicked;
  await page.close();
  return { firstViewMs, facetsMs, timelineMs, clickMs };
}
