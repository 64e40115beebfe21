import type { Page } from 'playwright-core';

/** The keys of the rows that are shown. */
export const keysIn = (page: Page): Promise<string[]> => page.locator('#rows tbody th').allInnerTexts();

/** What the server answers to the page. */
export const get = async (page: Page, path: string): Promise<string> =>
  page.evaluate(async (url) => (await fetch(url)).text(), path);

/** What has the keyboard. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

/** Waits for what comes after the rows. */
export async function ready(page: Page): Promise<void> {
  await page.waitForSelector('#facet-list');
  await page.waitForSelector('#charts');
}
