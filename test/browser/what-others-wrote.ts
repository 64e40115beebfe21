import type { Page } from 'playwright-core';
import { FOREIGN_KEYS, HOSTILE_KEYS, HOSTILE_ROW } from './hostile-rows';
import { ready } from './in-page';
import type { OpenedPage } from './opened-page';

/** Names, tags and reports that would do something in a page that takes them for more than text. */
export function whatOthersWrote(opened: () => OpenedPage): void {
  describe('what others wrote', () => {
    const addressOf = (key: string): string => `oss://${opened().pipeline.connection.bucket}/${key}`;
    const isHacked = (page: Page): Promise<unknown> =>
      page.evaluate(() => (window as { hacked?: unknown }).hacked);

    it('does nothing, wherever it is shown', async () => {
      const page = await opened().visit(`/objects?show=${encodeURIComponent(addressOf(HOSTILE_ROW))}`);
      await ready(page);
      await page.waitForSelector('#sheet');
      for (const summary of await page.locator('#sheet summary').all()) await summary.click();
      await page.waitForFunction(() =>
        document.querySelector('#sheet pre')?.textContent?.includes('<script'),
      );
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
        `${opened().origin}/objects?q=${encodeURIComponent('Key~"<script>alert(1)</script>" and "><script>')}`,
      );
      await page.goto(`${opened().origin}/report?address=${encodeURIComponent(addressOf(HOSTILE_ROW))}`);
      expect(await page.evaluate(() => document.contentType)).toBe('text/plain');
      expect(await isHacked(page)).toBeUndefined();
      // Nothing was even tried that the page's policy would have stopped.
      expect(page.said.filter((text) => !/status of 400/.test(text))).toEqual([]);
    });

    it('leads nowhere but to this page', async () => {
      const page = await opened().visit('/objects');
      await ready(page);
      for (const key of HOSTILE_KEYS) {
        await page.goto(`${opened().origin}/objects?show=${encodeURIComponent(addressOf(key))}`);
        const links = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLAnchorElement>('a')].map(({ href }) => href),
        );
        expect(links.filter((href) => !href.startsWith(`${opened().origin}/`))).toEqual([]);
      }
      expect(await isHacked(page)).toBeUndefined();
      expect(page.said).toEqual([]);
    });

    it('shows a sign for each character that nobody sees or that turns the text, and lets joiners join', async () => {
      const page = await opened().visit('/objects?sort=Key');
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
      const page = await opened().visit('/objects?q=Key~סרט or Key~夜');
      const directions = await page
        .locator('#rows tbody th bdi')
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
      expect(directions.toSorted()).toEqual(['ltr', 'rtl']);
      const [first, second] = await page.locator('#rows tbody td:nth-child(2)').all();
      expect((await first!.boundingBox())!.x).toBe((await second!.boundingBox())!.x);
    });
  });
}
