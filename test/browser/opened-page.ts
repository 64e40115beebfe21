import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type OSS from 'ali-oss';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type * as TableStore from 'tablestore';
import { servePage } from '../../cli/browse/browse';
import { ossClient } from '../../cli/cloud/oss-client';
import type { Session } from '../../cli/cloud/session';
import { tablestoreClient } from '../../cli/cloud/tablestore-client';
import { indexOf } from '../../cli/find/find';
import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { sessionOf } from '../../cli/local-cloud/session-of';
import { toSearchQuery } from '../../cli/search/to-search-query';
import { filesIn } from '../../cli/upload/inputs';
import { parseQuery } from '../../contract/query/parse';
import { PROJECT_ROOT } from '../../lib/project-root';
import { rowAddress } from '../cli/row-address';
import { openChromium } from './chromium';

export const SAMPLES = filesIn(join(PROJECT_ROOT, 'assets', 'samples'));

/** Milliseconds for anything to appear: the machine may be busy, and a hang still ends. */
const PATIENCE_MS = 15_000;

/** In pixels. */
const VIEWPORT = { width: 1_280, height: 800 };

/** The pipeline in a local cloud, the page on it, and a real browser. */
export class OpenedPage {
  private readonly visits: Page[] = [];

  private constructor(
    readonly pipeline: LocalPipeline,
    readonly oss: OSS,
    readonly tablestore: TableStore.Client,
    readonly session: Session,
    readonly browser: Browser,
    private readonly context: BrowserContext,
    readonly served: Awaited<ReturnType<typeof servePage>>,
  ) {}

  static async open(): Promise<OpenedPage> {
    const [pipeline, browser] = await Promise.all([LocalPipeline.deploy(), openChromium()]);
    const { connection } = pipeline;
    const session = sessionOf(connection);
    const terminal = { now: Date.now, interrupted: new AbortController().signal, stderr: process.stderr };
    const served = await servePage(session, { port: 0, local: 'local.json' }, terminal);
    const context = await browser.newContext({ colorScheme: 'light' });
    context.setDefaultTimeout(PATIENCE_MS);
    const origin = `http://127.0.0.1:${served.port}`;
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
    return new OpenedPage(
      pipeline,
      ossClient(connection),
      tablestoreClient(connection),
      session,
      browser,
      context,
      served,
    );
  }

  get origin(): string {
    return `http://127.0.0.1:${this.served.port}`;
  }

  /** Waits until a query finds so many: the index is a moment behind the table, and a page shows what it is asked for. */
  async untilFound(query: string, objects: number): Promise<void> {
    const searched = toSearchQuery(parseQuery(query, Date.now()));
    const index = indexOf(this.session);
    while ((await index.count(searched)) !== objects) await sleep(100);
  }

  /** Puts objects, and waits until the function has described all of them. */
  async upload(objects: Record<string, Buffer>): Promise<void> {
    for (const [key, content] of Object.entries(objects)) await this.oss.put(key, content);
    await this.pipeline.cloud.functions.idle();
  }

  /** Puts the files of `assets/samples`, and waits until all of them are found. */
  async uploadSamples(): Promise<void> {
    await this.upload(Object.fromEntries(SAMPLES.map(({ key, path }) => [key, readFileSync(path)])));
    await this.untilFound('', SAMPLES.length);
  }

  /** Writes a row as if there were an object. */
  async putRow(key: string, cells: Record<string, string>): Promise<void> {
    await this.tablestore.putRow({
      ...rowAddress(this.pipeline.connection, key),
      attributeColumns: Object.entries({ Key: key, ...cells }).map(([name, value]) => ({ [name]: value })),
    });
  }

  async deleteRow(key: string): Promise<void> {
    await this.tablestore.deleteRow(rowAddress(this.pipeline.connection, key));
  }

  /** A page of the browser that the link has let in. What it says in its console is kept. */
  async visit(path: string, viewport = VIEWPORT): Promise<Page & { said: string[] }> {
    const page = Object.assign(await this.context.newPage(), { said: [] as string[] });
    this.visits.push(page);
    await page.setViewportSize(viewport);
    page.on('console', (message) => page.said.push(message.text()));
    page.on('pageerror', (error) => page.said.push(error.message));
    page.on('dialog', (dialog) => {
      page.said.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const link = new URL(this.served.link);
    const wanted = new URL(path, this.origin);
    for (const [name, value] of wanted.searchParams) link.searchParams.append(name, value);
    link.pathname = wanted.pathname;
    await page.goto(link.href);
    await page.waitForURL((url) => !url.searchParams.has('token'));
    return page;
  }

  async closeVisits(): Promise<void> {
    await Promise.all(this.visits.splice(0).map((page) => page.close()));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.served.close();
    await this.pipeline.close();
  }
}

/** A page for all tests of a file, with the samples in its bucket. */
export function pageWithSamples(): () => OpenedPage {
  let page: OpenedPage;
  beforeAll(async () => {
    page = await OpenedPage.open();
    await page.uploadSamples();
  }, 60_000);
  afterEach(() => page.closeVisits());
  afterAll(() => page?.close());
  return () => page;
}
