import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { media } from '../../cli/media';
import { collector, fakeTerminal } from '../cli/run-media';
import { OpenedPage, SAMPLES } from './opened-page';

// A browser, the function and the stand-in share the cores with other suites.
jest.setTimeout(60_000);

let opened: OpenedPage;
const content = (name: string): Buffer => readFileSync(SAMPLES.find(({ key }) => key === name)!.path);
const keysIn = (page: Page): Promise<string[]> => page.locator('#rows tbody th').allInnerTexts();
const get = async (page: Page, path: string): Promise<string> =>
  page.evaluate(async (url) => (await fetch(url)).text(), path);
/** What has the keyboard. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

beforeAll(async () => {
  opened = await OpenedPage.open();
  await opened.upload(Object.fromEntries(SAMPLES.map(({ key }) => [key, content(key)])));
  await opened.untilFound('', SAMPLES.length);
}, 60_000);
afterEach(() => opened.closeVisits());
afterAll(() => opened?.close());

describe('the command', () => {
  const ask = async (argv: string[], interrupted?: AbortSignal) => {
    const folder = mkdtempSync(join(tmpdir(), 'browse-'));
    const file = join(folder, 'local.json');
    writeFileSync(file, `${JSON.stringify(opened.pipeline.connection)}\n`);
    const [out, err] = [collector(), collector()];
    const terminal = { ...fakeTerminal({ interrupted }), stdout: out.stream, stderr: err.stream };
    const ended = media(['browse', '--local', file, ...argv], terminal);
    ended.finally(() => rmSync(folder, { recursive: true })).catch(() => {});
    return { ended, out, err };
  };

  it('prints the link of a view, and ends with Ctrl-C', async () => {
    const interruption = new AbortController();
    const { ended, out, err } = await ask(['has VideoFormat'], interruption.signal);
    while (!out.text().endsWith('\n')) await sleep(20);
    const link = out.text().trimEnd();
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}&q=has%20VideoFormat$/);
    expect(err.text()).toMatch(/Open this link in your browser\. Ctrl-C ends the page\.\n$/);
    expect((await fetch(link)).status).toBe(200);
    interruption.abort();
    expect(await ended).toBe(0);
    await expect(fetch(link)).rejects.toThrow();
  });

  it('shows the files of media try, until Ctrl-C', async () => {
    const interruption = new AbortController();
    const [out, err] = [collector(), collector()];
    const terminal = {
      ...fakeTerminal({ interrupted: interruption.signal }),
      stdout: out.stream,
      stderr: err.stream,
    };
    const ended = media(['try', '--browse', SAMPLES.find(({ key }) => key === 'poster.jpg')!.path], terminal);
    try {
      while (!/token=/.test(out.text())) await Promise.race([sleep(20), ended]);
      const [link = ''] = /http:\/\/127\S+/.exec(out.text()) ?? [];
      const cookie = (await fetch(link)).headers.get('set-cookie')!.split(';')[0]!;
      const answer = await fetch(`${new URL(link).origin}/objects.json?q=poster`, { headers: { cookie } });
      expect(await answer.json()).toMatchObject({ totals: { objects: 1 }, rows: [{ Key: 'poster.jpg' }] });
    } finally {
      interruption.abort();
      expect(await ended).toBe(0);
    }
  });

  it('says what is wrong before it serves anything', async () => {
    const wrong = await ask(['Sise>3']);
    expect(await wrong.ended).toBe(2);
    expect([wrong.out.text(), wrong.err.text()]).toEqual([
      '',
      expect.stringContaining("There is no column 'Sise'"),
    ]);
    const taken = await ask(['--port', String(opened.served.port)]);
    expect(await taken.ended).toBe(2);
    expect(taken.err.text()).toContain(
      `--port: ${opened.served.port} cannot be had on this machine (EADDRINUSE)`,
    );
  });
});

it('goes from an upload to the answer with the keyboard alone', async () => {
  const page = await opened.visit('/');
  await page.waitForSelector('#facet-list');
  expect(await page.innerText('#total')).toMatch(/^7 objects · 19\.5 s · 8\d\d kB$/);

  await page.keyboard.press('?');
  await page.waitForSelector('#help[open]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('#help', { state: 'hidden' });
  // The browser gives the keyboard back with the next picture that it draws.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.keyboard.press('/');
  await page.keyboard.type('videohei');
  await page.waitForFunction(() => document.querySelectorAll('#suggestions li').length === 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await page.inputValue('#q')).toBe('VideoHeight');
  await page.keyboard.type('>=720 and VideoFormat=');
  await page.waitForSelector('#suggestions li:has-text("HEVC")');
  await page.keyboard.type('he');
  await page.waitForFunction(() => document.querySelectorAll('#suggestions li').length === 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await page.inputValue('#q')).toBe('VideoHeight>=720 and VideoFormat=HEVC');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#total')?.textContent?.startsWith('1 object'));
  expect(await keysIn(page)).toEqual(['trailer 100% + 北京 🎬.mkv']);
  expect(new URL(page.url()).searchParams.get('q')).toBe('VideoHeight>=720 and VideoFormat=HEVC');

  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  expect(await focused(page)).toBe('trailer 100% + 北京 🎬.mkv');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sheet');
  await page.waitForFunction(() => document.activeElement?.id === 'sheet-title');
  expect(await page.innerText('#sheet .tracks')).toMatch(/Video 1 HEVC .*3840×2160[\s\S]*Audio 1 FLAC/);
  await page.keyboard.press('c');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `npx media show 'oss://${opened.pipeline.connection.bucket}/trailer 100% + 北京 🎬.mkv' --local local.json`,
  );
  await page.keyboard.press('Escape');
  await page.waitForSelector('#drawer', { state: 'hidden' });
  expect(await focused(page)).toBe('trailer 100% + 北京 🎬.mkv');
  expect(page.said).toEqual([]);
});

it('makes a click on a count part of the query, and of the address', async () => {
  const page = await opened.visit('/objects?q=has%20VideoFormat');
  await page.click('#facets a[data-focus="Video codec AVC"]');
  await page.waitForFunction(() => document.querySelector('#total')?.textContent?.startsWith('2 objects'));
  expect(await page.inputValue('#q')).toBe('has VideoFormat and VideoFormat=AVC');
  await page.waitForSelector('#facets a[aria-current][data-focus="Video codec AVC"]');
  // The others of the facet are counted as if it were not chosen, and the keyboard is where it was.
  expect(await page.innerText('#facets a[data-focus="Video codec HEVC"]')).toMatch(/HEVC\s+1/);
  await page.waitForFunction(
    () => (document.activeElement as HTMLElement).dataset['focus'] === 'Video codec AVC',
  );
  await page.click('#facets a[data-focus="Video codec HEVC"]');
  await page.waitForFunction(() => document.querySelector('#total')?.textContent?.startsWith('3 objects'));
  expect(await page.inputValue('#q')).toBe('has VideoFormat and VideoFormat in (AVC, HEVC)');
  await page.click('#facets a[data-focus="Resolution 720p"]');
  await page.waitForFunction(() => document.querySelector('#total')?.textContent?.startsWith('2 objects'));

  const colleague = await opened.visit(page.url());
  expect(await keysIn(colleague)).toEqual(await keysIn(page));
  expect(await colleague.inputValue('#q')).toBe(await page.inputValue('#q'));
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('#total')?.textContent?.startsWith('3 objects'));
});

it('leads from the timeline and the codecs to what they count', async () => {
  const page = await opened.visit('/objects');
  await page.click('.days a');
  await page.waitForFunction(() =>
    document.querySelector<HTMLInputElement>('#q')?.value.startsWith('LastModified='),
  );
  expect(await page.innerText('#total')).toMatch(/^7 objects/);
  await page.click('.codecs a:has-text("ProRes")');
  await page.waitForFunction(() => document.querySelector('#total')?.textContent?.startsWith('1 object '));
  expect(await keysIn(page)).toEqual(['rushes & takes.mov']);
});

it('marks what is wrong with a query under the character, and keeps the result', async () => {
  const page = await opened.visit('/objects');
  await page.fill('#q', 'VideoHeight>=720 and Sise>3');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#problem [role=alert]');
  expect(await page.innerText('#problem [role=alert]')).toBe("There is no column 'Sise'. Did you mean Size?");
  expect(await page.innerText('#problem mark')).toBe('Sise');
  const left = (selector: string) =>
    page.locator(selector).evaluate((element) => element.getBoundingClientRect().left);
  // 21 characters come before it, in the box and below it.
  const advance = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d')!;
    context.font = getComputedStyle(document.querySelector('#q')!).font;
    return context.measureText('0').width;
  });
  expect((await left('#problem mark')) - (await left('#q'))).toBeGreaterThan(21 * advance);
  expect((await left('#problem mark')) - (await left('#q'))).toBeLessThan(24 * advance);
  expect(await keysIn(page)).toHaveLength(7);
  const alone = await opened.visit('/objects?q=Sise%3E3');
  expect(await alone.innerText('#problem mark')).toBe('Sise');
});

it('shows doubts and reasons first, then what it is, its report, and where it came from', async () => {
  const page = await opened.visit(
    `/objects?q=Status=DOUBTFUL&show=oss://${opened.pipeline.connection.bucket}/interrupted upload.mp4`,
  );
  const text = await page.innerText('#sheet');
  const places = [
    'DOUBTFUL',
    'The file is cut off.',
    'TRUNCATED',
    'Tracks',
    'Format',
    'How the row came about',
    'The same on the command line',
  ].map((word) => text.indexOf(word));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(text).toContain('48.0 kb/s');
  await page.click('summary:has-text("MediaInfo’s report")');
  await page.waitForFunction(() => document.querySelector('#sheet pre')?.textContent?.includes('<MediaInfo'));
});

it('shows a picture when it is asked for, by this server alone', async () => {
  const page = await opened.visit(`/object?address=oss://${opened.pipeline.connection.bucket}/poster.jpg`);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.click('[data-show]');
  await page.waitForSelector('.picture figure img');
  expect(await page.locator('.picture img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(
    640,
  );
  expect(asked.map((url) => new URL(url).origin)).toEqual([opened.origin]);
  expect(await page.content()).not.toMatch(/x-oss-signature|Signature=/i);
});

it('answers every address as JSON and CSV too, with exactly what is shown', async () => {
  const page = await opened.visit('/objects?q=has%20VideoFormat&columns=Key,VideoHeight&sort=-VideoHeight');
  const keys = await keysIn(page);
  const search = new URL(page.url()).search;
  const json = JSON.parse(await get(page, `/objects.json${search}`));
  expect(json.rows.map(({ Key }: { Key: string }) => Key)).toEqual(keys);
  expect(json.totals.objects).toBe(keys.length);
  const csv = (await get(page, `/objects.csv${search}`)).trimEnd().split('\r\n');
  expect(csv[0]).toBe('Key,VideoHeight');
  expect(csv.slice(1).map((line) => line.split(',')[0])).toEqual(keys);
  for (const limit of ['', '&limit=all']) {
    const lines = (await get(page, `/objects.jsonl${search}${limit}`)).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(json.rows);
  }
  expect(await get(page, `/objects.csv${search}&limit=all`)).toBe(`${csv.join('\r\n')}\r\n`);
  const short = JSON.parse(await get(page, `/objects.json${search}&limit=1`));
  expect(short.rows).toEqual(json.rows.slice(0, 1));
  expect(JSON.parse(await get(page, short.next)).rows).toEqual(json.rows.slice(1, 2));
  const facets = JSON.parse(await get(page, `/facets.json${search}`));
  expect(facets.find(({ title }: { title: string }) => title === 'Video codec').values[0]).toMatchObject({
    label: 'AVC',
    objects: 2,
  });
  expect(await get(page, `/facets.csv${search}`)).toContain('Video codec,AVC,2');
  expect(JSON.parse(await get(page, `/timeline.json${search}`)).bars[0].objects).toBe(4);
  expect(await get(page, `/timeline.csv${search}`)).toContain('codec,ProRes,1');
  const address = `address=${encodeURIComponent(`oss://${opened.pipeline.connection.bucket}/news.mp4`)}`;
  expect(JSON.parse(await get(page, `/object.json?${address}`))).toMatchObject({
    ObjectKey: 'news.mp4',
    VideoFormat: 'AVC',
  });
  expect(await get(page, `/object.csv?${address}`)).toContain('VideoHeight,720,px');
  expect(JSON.parse(await get(page, `/describe-again.json?${address}`))).toMatchObject({
    objects: 1,
    job: { state: 'idle' },
  });
  expect(JSON.parse(await get(page, '/objects.json?q=Sise%3E3'))).toMatchObject({
    problem: expect.any(String),
    span: { start: 0, end: 4 },
  });
});

it('turns pages by token, with the columns and the order that were chosen', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => [`many/${String(i).padStart(2, '0')}.txt`, Buffer.from('x')] as const,
  );
  await opened.upload(Object.fromEntries(rows));
  await opened.untilFound('Key=many/*', rows.length);
  const page = await opened.visit('/objects?q=Key=many/*&sort=Key&columns=Key,Size');
  await page.waitForFunction(() => document.querySelector('#total')?.textContent?.startsWith('60 objects'));
  const first = await keysIn(page);
  await page.keyboard.press('n');
  await page.waitForSelector('.pages [rel=prev]');
  expect([...first, ...(await keysIn(page))]).toEqual(rows.map(([key]) => key));
  expect(await page.locator('thead th').allInnerTexts()).toEqual(['Key', 'Size']);
  await page.click('thead a:has-text("Size")');
  await page.waitForSelector('[aria-sort=descending]');
  expect(new URL(page.url()).searchParams.get('sort')).toBe('-Size');
  await page.click('summary:has-text("Columns")');
  await page.selectOption('#add-column', 'Status');
  await page.click('#columns button');
  await page.waitForSelector('thead th:nth-child(3)');
  expect(await page.locator('thead th').allInnerTexts()).toEqual(['Key', 'Size', 'Status']);
});

it('has one object or all found described again, and says before what it costs', async () => {
  const { bucket, table } = opened.pipeline.connection;
  const spoilt = { ObjectKey: 'podcast.mp3', BucketName: bucket };
  await opened.tablestore.updateRow({
    tableName: table,
    condition: new (await import('tablestore')).Condition(0, null),
    primaryKey: [{ ObjectKey: spoilt.ObjectKey }, { BucketName: bucket }],
    updateOfAttributeColumns: [{ PUT: [{ Status: 'FAILED' }] }],
  });
  await opened.untilFound('Status=FAILED', 1);
  const page = await opened.visit('/objects?q=Status=FAILED');
  expect(await page.innerText('#total')).toMatch(/^1 object/);
  await page.click('summary:has-text("Describe again")');
  await page.waitForSelector('#again');
  expect(await page.innerText('#again')).toMatch(
    /Describing 1 object costs about USD less than 0\.01 of Function Compute, \d+ requests? to OSS and 4 write units/,
  );
  expect(await page.innerText('.menu[open] .command')).toContain(
    "npx media retry 'Status=FAILED' --local local.json",
  );
  await page.click('#again button');
  await page.waitForSelector('#job[data-state=done]');
  expect(await page.innerText('#job')).toBe('1 of 1 object sent to the function. Their rows follow.');
  await opened.pipeline.cloud.functions.idle();
  await opened.untilFound('Status=FAILED', 0);
  await page.reload();
  expect(await page.innerText('#total')).toBe('0 objects');
});
