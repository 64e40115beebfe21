import * as TableStore from 'tablestore';
import { GENERATED } from '../generated-rows';
import type { MediaPipeline } from './media-pipeline';
import { keysOf } from './media-pipeline';

/** `media failed` and `media retry`. */
export function failing(here: () => MediaPipeline): void {
  describe('failed and retry', () => {
    it('lists what did not work with its reason, the latest first', async () => {
      const { out } = await here().run(['failed', '--json', '--columns', 'Key']);
      const expected = GENERATED.filter((row) => ['FAILED', 'TOO_SLOW'].includes(String(row['Status'])));
      expect(keysOf({ out })).toEqual(expected.map((row) => row['Key']).reverse());
      expect((await here().run(['failed', '--limit', '1'])).out).toMatch(
        /^Key +Status +Modified +Reason\n.*which is too long\.\n$/,
      );
      expect(await here().run(['failed', 'Format=Wave', '--exit-code'])).toEqual({
        code: 0,
        out: '',
        err: 'Nothing failed.\n',
      });
      expect((await here().run(['failed', '--count'])).code).toBe(0);
      expect((await here().run(['failed', '--count', '--exit-code'])).code).toBe(1);
      expect((await here().run(['failed', '--help'])).out).toContain(
        '(default: -LastModified, the latest first)',
      );
    });

    it('has what a query finds described again', async () => {
      await here().tablestore.updateRow({
        tableName: here().pipeline.connection.table,
        condition: new TableStore.Condition(TableStore.RowExistenceExpectation.EXPECT_EXIST, null),
        primaryKey: [{ ObjectKey: 'podcast.mp3' }, { BucketName: here().pipeline.connection.bucket }],
        updateOfAttributeColumns: [{ PUT: [{ Status: 'FAILED' }] }],
      });
      const query = 'Key=podcast.mp3 and Status=FAILED';
      await here().untilIndexed(1, query);

      const dry = await here().run(['retry', query, '--dry-run']);
      expect(dry).toEqual({ code: 0, out: '1 object would be described again.\n', err: '' });
      expect((await here().run(['retry', query, '--dry-run', '--exit-code'])).code).toBe(1);
      const { out } = await here().run(['retry', query, '--json']);

      expect(JSON.parse(out)).toEqual({ found: 1, sent: 1 });
      await here().pipeline.cloud.functions.idle();
      await here().untilIndexed(0, query);
      expect(await here().run(['retry', query, '--exit-code'])).toEqual({
        code: 0,
        out: '',
        err: 'Nothing to do.\n',
      });
    });
  });
}
