import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { PROJECT_ROOT } from '../../lib/project-root';
import { FOREIGN_KEYS, HOSTILE_KEYS, putHostileRow } from './hostile-rows';
import { OpenedPage, SAMPLES } from './opened-page';

jest.setTimeout(60_000);

const AXE = readFileSync(join(PROJECT_ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
const HOSTILE_ROW = '<script>window.hacked=1</script>.mp4';

let opened: OpenedPage;
const addressOf = (key: string): string => `oss://${opened.pipeline.connection.bucket}/${key}`;
const ready = async (page: Page): Promise<void> => {
  await page.waitForSelector('#facet-list');
  await page.waitForSelector('#charts');
};
const isHacked = (page: Page): Promise<unknown> =>
  page.evaluate(() => (window as { hacked?: unknown }).hacked);

beforeAll(async () => {
  opened = await OpenedPage.open();
  const nothing = Buffer.from('nothing');
  await opened.upload({
    ...Object.fromEntries([...HOSTILE_KEYS, ...FOREIGN_KEYS].map((key) => [key, nothing])),
    ...Object.fromEntries(SAMPLES.map(({ key, path }) => [key, readFileSync(path)])),
  });
  await putHostileRow(opened, HOSTILE_ROW);
  await opened.untilFound('', HOSTILE_KEYS.length + FOREIGN_KEYS.length + SAMPLES.length);
  await opened.untilFound('Status=DOUBTFUL', 2);
}, 60_000);
afterEach(() => opened.closeVisits());
afterAll(() => opened?.close());

describe('accessibility', () => {
  /** What axe finds; it is run beside the page, whose policy would not let it in. */
  async function violations(page: Page, runOnly?: string[]): Promise<string[]> {
    await page.evaluate(AXE);
    const { violations: found } = await page.evaluate(
      (options) =>
        (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(options),
      { resultTypes: ['violations'], ...(runOnly ? { runOnly: { type: 'rule', values: runOnly } } : {}) },
    );
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  /** The page is the same in the dark, but for its colours. */
  const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

  it.each([
    ['light', undefined],
    ['dark', COLOUR_RULES],
  ] as const)('has no violation: %s', async (colorScheme, rules) => {
    const check = async (page: Page): Promise<void> =>
      expect(await violations(page, rules?.slice())).toEqual([]);
    const page = await opened.visit('/objects', { colorScheme });
    await ready(page);
    await check(page);
    await page.click('#rows tbody tr:has-text("trailer") a');
    await page.waitForSelector('#sheet');
    for (const summary of await page.locator('#sheet summary').all()) await summary.click();
    await page.waitForSelector('#sheet #again');
    await check(page);
    await page.click('#drawer .close');
    await page.click('#facets a');
    await page.waitForSelector('#facets a[aria-current]');
    for (const menu of ['Columns', 'Download', 'Describe again', 'Command line']) {
      await page.click(`.menu summary:has-text("${menu}")`);
    }
    await page.fill('#q', 'Sise>3');
    await page.waitForSelector('#problem mark');
    await check(page);
    await page.focus('#result');
    await page.keyboard.press('?');
    await check(page);
    await check(await opened.visit('/objects?q=Key=nobody', { colorScheme }));
    await check(await opened.visit('/timeline', { colorScheme }));
  });

  it('lets the keyboard go from the query to the counts, the result and its rows, and names them', async () => {
    const page = await opened.visit('/objects');
    await ready(page);
    const order: string[] = [];
    for (let i = 0; i < 80 && order.at(-1) !== 'row'; i++) {
      await page.keyboard.press('Tab');
      order.push(
        await page.evaluate(() => {
          const places = {
            query: '#ask',
            counts: '#facets',
            tools: '.tools',
            charts: '#charts',
            head: 'thead',
            row: 'tbody',
          };
          const found = Object.entries(places).find(([, selector]) =>
            document.activeElement?.closest(selector),
          );
          return (
            found?.[0] ??
            document.activeElement?.getAttribute('aria-label') ??
            document.activeElement?.textContent ??
            ''
          );
        }),
      );
    }
    const places = order.filter((place, i) => place !== order[i - 1]);
    expect(places).toEqual([
      'To the result',
      expect.stringContaining('(local)'),
      'query',
      'Keys and language',
      'counts',
      'tools',
      'charts',
      expect.any(String),
      'head',
      'row',
    ]);
  });
});

describe('what others wrote', () => {
  it('does nothing, wherever it is shown', async () => {
    const page = await opened.visit(`/objects?show=${encodeURIComponent(addressOf(HOSTILE_ROW))}`);
    await ready(page);
    await page.waitForSelector('#sheet');
    for (const summary of await page.locator('#sheet summary').all()) await summary.click();
    await page.waitForFunction(() => document.querySelector('#sheet pre')?.textContent?.includes('<script'));
    // What is hostile is there, as text.
    expect(await page.innerText('#sheet-title')).toBe(HOSTILE_ROW);
    expect(await page.innerText('#sheet .doubts')).toContain('<script>window.hacked=1</script>');
    // Policies are shown rule by rule, of rows of any version.
    expect(await page.innerText('#sheet .policy')).toMatch(
      /Policy\s+FAIL House style\s+✗ Codec is AVC\s+✗ <script>[\s\S]*! Ready to stream \(not evaluated\)/,
    );
    await page.click('#facets a:has-text("svg/onload")');
    await page.waitForFunction(() => document.querySelector('#total')?.textContent?.startsWith('1 object'));
    expect(await page.inputValue('#q')).toContain('svg/onload');
    await page.goto(
      `${opened.origin}/objects?q=${encodeURIComponent('Key~"<script>alert(1)</script>" and "><script>')}`,
    );
    await page.goto(`${opened.origin}/report?address=${encodeURIComponent(addressOf(HOSTILE_ROW))}`);
    expect(await page.evaluate(() => document.contentType)).toBe('text/plain');
    expect(await isHacked(page)).toBeUndefined();
    // Nothing was even tried that the page's policy would have stopped.
    expect(page.said.filter((text) => !/status of 400/.test(text))).toEqual([]);
  });

  it('leads nowhere but to this page', async () => {
    const page = await opened.visit('/objects');
    await ready(page);
    for (const key of HOSTILE_KEYS) {
      await page.goto(`${opened.origin}/objects?show=${encodeURIComponent(addressOf(key))}`);
      const links = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLAnchorElement>('a')].map(({ href }) => href),
      );
      expect(links.filter((href) => !href.startsWith(`${opened.origin}/`))).toEqual([]);
    }
    expect(await isHacked(page)).toBeUndefined();
    expect(page.said).toEqual([]);
  });

  it('shows a sign for each character that nobody sees or that turns the text, and lets joiners join', async () => {
    const page = await opened.visit('/objects?sort=Key');
    const keys = await page.locator('#rows tbody th').allInnerTexts();
    expect(keys).toEqual(
      expect.arrayContaining(['photo\uFFFDgpj.exe', 'zero\uFFFDwidth\uFFFD.mp4', ...FOREIGN_KEYS]),
    );
    expect(
      await page.locator('.hidden-char').evaluateAll((all) => all.map((one) => one.getAttribute('title'))),
    ).toEqual(expect.arrayContaining(['U+202E', 'U+200B', 'U+0007']));
    await page.click('#rows tbody a:has-text("gpj.exe")');
    await page.waitForSelector('#show-command');
    expect(await page.innerText('#show-command')).toContain("/photo\\u202egpj.exe'");
    expect(await page.innerText('body')).not.toMatch(/[\u202e\u200b]/);
  });

  it('reads from the right where its letters do, without moving what stands beside it', async () => {
    const page = await opened.visit('/objects?q=Key~סרט or Key~夜');
    const directions = await page
      .locator('#rows tbody th bdi')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
    expect(directions.toSorted()).toEqual(['ltr', 'rtl']);
    const [first, second] = await page.locator('#rows tbody td:nth-child(2)').all();
    expect((await first!.boundingBox())!.x).toBe((await second!.boundingBox())!.x);
  });
});

it.each([360, 768, 1_280, 1_920, 3_840])('fits a window of %i pixels', async (width) => {
  const page = await opened.visit('/objects', { viewport: { width, height: Math.max(640, width / 2) } });
  await ready(page);
  const box = async (selector: string) => (await page.locator(selector).boundingBox())!;
  const fits = async (): Promise<void> => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  };
  await fits();
  const [top, counts, result, table] = [
    await box('#top'),
    await box('#facets'),
    await box('#result'),
    await box('#rows'),
  ];
  expect(result.y).toBeGreaterThanOrEqual(top.y + top.height);
  // Beside the result where there is room, else below it.
  if (width > 760) expect(counts.x + counts.width).toBeLessThanOrEqual(result.x);
  else expect(counts.y).toBeGreaterThanOrEqual(result.y + result.height);
  expect(table.y).toBeGreaterThan(result.y);
  await page.click('#rows tbody a');
  await page.waitForSelector('#sheet');
  const drawer = await box('#drawer');
  expect(drawer.x).toBeGreaterThanOrEqual(0);
  expect(drawer.x + drawer.width).toBeLessThanOrEqual(width);
  if (width > 1_150)
    expect(drawer.x).toBeGreaterThanOrEqual((await box('#result')).x + (await box('#result')).width);
  await fits();
});

it('weighs less than 100 kB in all, and asks nobody else', async () => {
  const page = await opened.visit('/objects');
  await ready(page);
  const seen: { url: string; bytes: number }[] = [];
  const bodies: Promise<unknown>[] = [];
  page.on('response', (answer) => {
    bodies.push(answer.body().then((body) => seen.push({ url: answer.url(), bytes: body.length })));
  });
  await page.route('**/*', (route) =>
    route.continue({ headers: { ...route.request().headers(), 'cache-control': 'no-cache' } }),
  );
  await page.reload();
  await ready(page);
  await Promise.all(bodies);
  expect(new Set(seen.map(({ url }) => new URL(url).origin))).toEqual(new Set([opened.origin]));
  expect(seen.map(({ url }) => new URL(url).pathname.replace(/\.\w{12}\./, '.')).toSorted()).toEqual(
    expect.arrayContaining(['/facets', '/objects', '/page.css', '/page.js', '/timeline']),
  );
  expect(seen.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(100_000);
});
