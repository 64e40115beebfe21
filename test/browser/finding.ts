import { focused, keysIn } from './in-page';
import type { OpenedPage } from './opened-page';

/** From a question to an object, with keyboard and mouse. */
export function finding(opened: () => OpenedPage): void {
  describe('finding', () => {
    it('goes from an upload to the answer with the keyboard alone', async () => {
      const page = await opened().visit('/');
      await page.waitForSelector('#facet-list');
      expect(await page.innerText('#total')).toMatch(/^7 objects · 19\.5 s · 8\d\d kB$/);

      await page.keyboard.press('?');
      await page.waitForSelector('#help[open]');
      await page.keyboard.press('Escape');
      await page.waitForSelector('#help', { state: 'hidden' });
      // The browser gives the keyboard back with the next picture that it draws.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
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
        `npx media show 'oss://${opened().pipeline.connection.bucket}/trailer 100% + 北京 🎬.mkv' --local local.json`,
      );
      await page.keyboard.press('Escape');
      await page.waitForSelector('#drawer', { state: 'hidden' });
      expect(await focused(page)).toBe('trailer 100% + 北京 🎬.mkv');
      expect(page.said).toEqual([]);
    });

    it('makes a click on a count part of the query, and of the address', async () => {
      const page = await opened().visit('/objects?q=has%20VideoFormat');
      await page.click('#facets a[data-focus="Video codec AVC"]');
      await page.waitForFunction(() =>
        document.querySelector('#total')?.textContent?.startsWith('2 objects'),
      );
      expect(await page.inputValue('#q')).toBe('has VideoFormat and VideoFormat=AVC');
      await page.waitForSelector('#facets a[aria-current][data-focus="Video codec AVC"]');
      // The others of the facet are counted as if it were not chosen, and the keyboard is where it was.
      expect(await page.innerText('#facets a[data-focus="Video codec HEVC"]')).toMatch(/HEVC\s+1/);
      await page.waitForFunction(
        () => (document.activeElement as HTMLElement).dataset['focus'] === 'Video codec AVC',
      );
      await page.click('#facets a[data-focus="Video codec HEVC"]');
      await page.waitForFunction(() =>
        document.querySelector('#total')?.textContent?.startsWith('3 objects'),
      );
      expect(await page.inputValue('#q')).toBe('has VideoFormat and VideoFormat in (AVC, HEVC)');
      await page.click('#facets a[data-focus="Resolution 720p"]');
      await page.waitForFunction(() =>
        document.querySelector('#total')?.textContent?.startsWith('2 objects'),
      );

      const colleague = await opened().visit(page.url());
      expect(await keysIn(colleague)).toEqual(await keysIn(page));
      expect(await colleague.inputValue('#q')).toBe(await page.inputValue('#q'));
      await page.goBack();
      await page.waitForFunction(() =>
        document.querySelector('#total')?.textContent?.startsWith('3 objects'),
      );
    });

    it('leads from the timeline and the codecs to what they count', async () => {
      const page = await opened().visit('/objects');
      await page.click('.days a');
      await page.waitForFunction(() =>
        document.querySelector<HTMLInputElement>('#q')?.value.startsWith('LastModified='),
      );
      expect(await page.innerText('#total')).toMatch(/^7 objects/);
      await page.click('.codecs a:has-text("ProRes")');
      await page.waitForFunction(() =>
        document.querySelector('#total')?.textContent?.startsWith('1 object '),
      );
      expect(await keysIn(page)).toEqual(['rushes & takes.mov']);
    });

    it('marks what is wrong with a query under the character, and keeps the result', async () => {
      const page = await opened().visit('/objects');
      await page.fill('#q', 'VideoHeight>=720 and Sise>3');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#problem [role=alert]');
      expect(await page.innerText('#problem [role=alert]')).toBe(
        "There is no column 'Sise'. Did you mean Size?",
      );
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
      const alone = await opened().visit('/objects?q=Sise%3E3');
      expect(await alone.innerText('#problem mark')).toBe('Sise');
    });

    it('shows doubts and reasons first, then what it is, its report, and where it came from', async () => {
      const page = await opened().visit(
        `/objects?q=Status=DOUBTFUL&show=oss://${opened().pipeline.connection.bucket}/interrupted upload.mp4`,
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
      await page.waitForFunction(() =>
        document.querySelector('#sheet pre')?.textContent?.includes('<MediaInfo'),
      );
    });

    it('shows a picture when it is asked for, by this server alone', async () => {
      const page = await opened().visit(
        `/object?address=oss://${opened().pipeline.connection.bucket}/poster.jpg`,
      );
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.click('[data-show]');
      await page.waitForSelector('.picture figure img');
      expect(
        await page.locator('.picture img').evaluate((image: HTMLImageElement) => image.naturalWidth),
      ).toBe(640);
      expect(asked.map((url) => new URL(url).origin)).toEqual([opened().origin]);
      expect(await page.content()).not.toMatch(/x-oss-signature|Signature=/i);
    });
  });
}
