import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { OpenedPage } from './opened-page';

/** What a page of another site can do in the browser that has been let in. */
export function anotherSite(opened: () => OpenedPage): void {
  describe('a page of another site, in the browser that has been let in', () => {
    let elsewhere: Server;
    let page: Page;
    const ownOrigin = (): string => opened().origin;
    const other = (): string => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    // The same machine by another name is another site.
    const foreign = (): string => other().replace('127.0.0.1', 'localhost');

    beforeAll(async () => {
      elsewhere = createServer((_, answer) =>
        answer.setHeader('Content-Type', 'text/html').end('<h1>Elsewhere</h1>'),
      );
      elsewhere.listen(0, '127.0.0.1');
      await once(elsewhere, 'listening');
      const context = await opened().browser.newContext();
      page = await context.newPage();
      await page.goto(opened().served.link.replace('/?', '/icon.svg?'));
      await page.waitForURL(/icon\.svg\?$/);
      expect(await page.evaluate(() => document.cookie)).toBe('');
    });
    afterAll(async () => {
      await page?.context().close();
      elsewhere?.close();
    });

    it.each(['127.0.0.1', 'localhost'])('gets nothing, from %s', async (name) => {
      await page.goto(name === 'localhost' ? foreign() : other());
      const got = await page.evaluate(async (target) => {
        const answer = (init: RequestInit) =>
          fetch(`${target}/icon.svg`, init).then(
            (one) => one.text(),
            () => 'refused',
          );
        const loaded = (tag: 'img' | 'script') =>
          new Promise((resolve) => {
            const element = document.createElement(tag);
            element.onload = () => resolve('loaded');
            element.onerror = () => resolve('refused');
            element.src = `${target}/icon.svg`;
            document.body.append(element);
          });
        const post = await fetch(`${target}/describe-again/stop`, {
          method: 'POST',
          credentials: 'include',
          mode: 'no-cors',
        }).then(
          ({ status }) => status,
          () => 'refused',
        );
        const frame = document.createElement('iframe');
        frame.src = `${target}/icon.svg`;
        document.body.append(frame);
        await new Promise((resolve) => {
          frame.onload = resolve;
        });
        return [await answer({ credentials: 'include' }), await loaded('img'), await loaded('script'), post];
      }, ownOrigin());
      // An opaque answer has no status.
      expect(got.map((one) => (one === 0 ? 'refused' : one))).toEqual(Array(4).fill('refused'));
      expect(page.frames().map((frame) => new URL(frame.url()).protocol)).toEqual(['http:', 'chrome-error:']);
    });

    it('may lead to a view, as a link in a message does, and holds no handle of it', async () => {
      await page.goto(foreign());
      await page.evaluate((href) => {
        const link = Object.assign(document.createElement('a'), { href, textContent: 'A view', id: 'view' });
        document.body.append(link);
      }, `${ownOrigin()}/icon.svg?q=1`);
      await page.click('#view');
      await page.waitForURL(/icon\.svg\?q=1$/);
      await page.waitForFunction(() => document.documentElement.nodeName === 'svg');
    });

    it('is let in no further in a browser that has not', async () => {
      const stranger = await (await opened().browser.newContext()).newPage();
      await stranger.goto(foreign());
      await stranger.evaluate((href) => {
        document.body.append(
          Object.assign(document.createElement('a'), { href, textContent: 'A view', id: 'view' }),
        );
      }, `${ownOrigin()}/objects?q=1`);
      await stranger.click('#view');
      await stranger.waitForFunction(() => document.body?.textContent?.includes('Open the link'));
    });
  });
}
