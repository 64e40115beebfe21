import * as TableStore from 'tablestore';
import type { OpenedPage } from './opened-page';

/** What the page has the function do. */
export function describingAgain(opened: () => OpenedPage): void {
  describe('describing again', () => {
    it('has one object or all found described again, and says before what it costs', async () => {
      const { bucket, table } = opened().pipeline.connection;
      const spoilt = { ObjectKey: 'podcast.mp3', BucketName: bucket };
      await opened().tablestore.updateRow({
        tableName: table,
        condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
        primaryKey: [{ ObjectKey: spoilt.ObjectKey }, { BucketName: bucket }],
        updateOfAttributeColumns: [{ PUT: [{ Status: 'FAILED' }] }],
      });
      await opened().untilFound('Status=FAILED', 1);
      const page = await opened().visit('/objects?q=Status=FAILED');
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
      await opened().pipeline.cloud.functions.idle();
      await opened().untilFound('Status=FAILED', 0);
      await page.reload();
      expect(await page.innerText('#total')).toBe('0 objects');
    });
  });
}
