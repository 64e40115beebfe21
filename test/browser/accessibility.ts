import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { PROJECT_ROOT } from '../../lib/project-root';
import { ready } from './in-page';
import type { OpenedPage } from './opened-page';

const AXE = readFileSync(join(PROJECT_ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** For whoever cannot see the page, or has no mouse. */
export function accessibility(opened: () => OpenedPage): void {
  describe('accessibility', () => {
    /** What axe finds; it is run beside the page, whose policy would not let it in. */
    async function violations(page: Page, runOnly?: string[]): Promise<string[]> {
      if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
      const { violations: found } = await page.evaluate(
        (options) =>
          (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(options),
        { resultTypes: ['violations'], ...(runOnly ? { runOnly: { type: 'rule', values: runOnly } } : {}) },
      );
      return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    }

    /** Beside these, the page is the same in the dark. */
    const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

    it('has no violation, in the light and in the dark', async () => {
      const check = async (page: Page): Promise<void> => {
        expect(await violations(page)).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await violations(page, COLOUR_RULES)).toEqual([]);
        await page.emulateMedia({ colorScheme: 'light' });
      };
      const page = await opened().visit('/objects');
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
      await check(await opened().visit('/objects?q=Key=nobody'));
      await check(await opened().visit('/timeline'));
    });

    it('lets the keyboard go from the query to the counts, the result and its rows, and names them', async () => {
      const page = await opened().visit('/objects');
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
}
