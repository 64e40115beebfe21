import { ready } from './in-page';
import type { OpenedPage } from './opened-page';

/** How much room the page takes, on a screen and on the way to it. */
export function sizes(opened: () => OpenedPage): void {
  describe('sizes', () => {
    it.each([360, 768, 1_280, 1_920, 3_840])('fits a window of %i pixels', async (width) => {
      const page = await opened().visit('/objects', { width, height: Math.max(640, width / 2) });
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
      const page = await opened().visit('/objects');
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
      expect(new Set(seen.map(({ url }) => new URL(url).origin))).toEqual(new Set([opened().origin]));
      expect(seen.map(({ url }) => new URL(url).pathname.replace(/\.\w{12}\./, '.')).toSorted()).toEqual(
        expect.arrayContaining(['/facets', '/objects', '/page.css', '/page.js', '/timeline']),
      );
      expect(seen.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(100_000);
    });
  });
}
