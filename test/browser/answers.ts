import { get, keysIn } from './in-page';
import type { OpenedPage } from './opened-page';

/** What is found, for people and for programs. */
export function answers(opened: () => OpenedPage): void {
  describe('answers', () => {
    it('answers every address as JSON and CSV too, with exactly what is shown', async () => {
      const page = await opened().visit(
        '/objects?q=has%20VideoFormat&columns=Key,VideoHeight&sort=-VideoHeight',
      );
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
      const address = `address=${encodeURIComponent(`oss://${opened().pipeline.connection.bucket}/news.mp4`)}`;
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
      const keys = Array.from({ length: 60 }, (_, i) => `many/${String(i).padStart(2, '0')}.txt`);
      await Promise.all(keys.map((key) => opened().putRow(key, { Status: 'NOT_MEDIA' })));
      await opened().untilFound('Key=many/*', keys.length);
      const page = await opened().visit('/objects?q=Key=many/*&sort=Key&columns=Key,Size');
      await page.waitForFunction(() =>
        document.querySelector('#total')?.textContent?.startsWith('60 objects'),
      );
      const first = await keysIn(page);
      await page.keyboard.press('n');
      await page.waitForSelector('.pages [rel=prev]');
      expect([...first, ...(await keysIn(page))]).toEqual(keys);
      expect(await page.locator('thead th').allInnerTexts()).toEqual(['Key', 'Size']);
      await page.click('thead a:has-text("Size")');
      await page.waitForSelector('[aria-sort=descending]');
      expect(new URL(page.url()).searchParams.get('sort')).toBe('-Size');
      await page.click('summary:has-text("Columns")');
      await page.selectOption('#add-column', 'Status');
      await page.click('#columns button');
      await page.waitForSelector('thead th:nth-child(3)');
      expect(await page.locator('thead th').allInnerTexts()).toEqual(['Key', 'Size', 'Status']);
      await Promise.all(keys.map((key) => opened().deleteRow(key)));
      await opened().untilFound('Key=many/*', 0);
    });
  });
}
