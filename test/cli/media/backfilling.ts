import { Session } from '../../../cli/cloud/session';
import { findTarget } from '../../../cli/cloud/target';
import { listObjects } from '../../../cli/describe-again/list-objects';
import type { ListedObject } from '../../../contract/keeping-up/sources';
import type { Cells } from '../generated-rows';
import type { MediaPipeline } from './media-pipeline';
import { SAMPLES } from './media-pipeline';

/** `media backfill`. */
export function backfilling(here: () => MediaPipeline): void {
  describe('backfill', () => {
    const rowsOf = async (...keys: string[]): Promise<unknown[]> => {
      const shown = await Promise.all(keys.map((key) => here().run(['show', key, '--json'])));
      return shown.map(({ out }) => (out ? (JSON.parse(out) as Cells)['Status'] : undefined));
    };
    const more = ['z1.txt', 'z2.txt', 'z3.txt'];
    afterAll(async () => {
      for (const key of more) await here().oss.delete(key);
      await here().pipeline.cloud.functions.idle();
      await here().untilIndexed(SAMPLES.length);
    });

    it('has only those described whose row is missing, through the deployed function', async () => {
      await Promise.all(['news.mp4', 'poster.jpg'].map((key) => here().deleteRow(key)));
      expect(await rowsOf('news.mp4', 'poster.jpg')).toEqual([undefined, undefined]);

      const dry = await here().run(['backfill', '--dry-run']);
      expect(dry.out).toContain(
        '7 objects looked at: 2 without a row, 0 changed since, 0 with an outdated description, ' +
          '0 of another storage class or type than the row tells, 0 gone, with a row left behind.',
      );
      expect(dry.out).toMatch(/Describing 2 would cost about USD 0\.00 .*from the average of \d+ rows/);

      const { out, code } = await here().run(['backfill', '--rate', '1000', '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toEqual({
        listed: 7,
        missing: 2,
        replaced: 0,
        outdated: 0,
        unannounced: 0,
        drifted: 0,
        orphaned: 0,
        rows: 5,
        linked: 0,
        unwatched: 0,
        strange: 0,
        sent: 2,
        invocations: 1,
        interrupted: false,
      });
      await here().pipeline.cloud.functions.idle();
      expect(await rowsOf('news.mp4', 'poster.jpg')).toEqual(['DESCRIBED', 'DESCRIBED']);
      expect((await here().run(['backfill'])).out).toContain('Every row is right.');
    });

    it('turns every page of the list, whatever is in a key', async () => {
      const session = new Session(findTarget({ local: here().local }, { env: {}, cwd: '/' }));
      const listed: ListedObject[][] = [];
      for await (const page of listObjects(session, { prefix: '', pageSize: 3 })) listed.push(page);
      expect(listed.map((page) => page.length)).toEqual([3, 3, 1]);
      expect(listed.flat().map(({ key }) => key)).toEqual(SAMPLES.map(({ key }) => key));
    });

    it('shows on a terminal how far it is', async () => {
      const { err } = await here().run(['backfill', '--restart'], { isTTY: true });
      expect(err).toMatch(/█ 100% · 7\/7 objects · 0 sent · \d+\/s · 0s left/);
    });

    it('takes only keys with the prefix, and objects written since', async () => {
      const listed = async (...argv: string[]): Promise<unknown> =>
        (JSON.parse((await here().run(['backfill', '--dry-run', '--json', ...argv])).out) as Cells)['listed'];
      expect(await listed('--prefix', 'p')).toBe(2);
      expect(await listed('--since', '2099-01-01')).toBe(0);
      expect(await listed('--since', '2020')).toBe(7);
      expect(await here().run(['backfill', '--since', 'soon'])).toMatchObject({
        code: 2,
        err: expect.stringContaining("'soon' given"),
      });
    });

    it('goes on where Ctrl-C ended it', async () => {
      for (const key of more) await here().oss.put(key, Buffer.from(key));
      await here().pipeline.cloud.functions.idle();
      const keys = [...SAMPLES.map(({ key }) => key), ...more];
      await Promise.all(keys.map((key) => here().deleteRow(key)));
      const interruption = new AbortController();
      // Eight objects are sent at once. At this rate the ninth one would wait for a minute.
      const running = here().run(['backfill', '--rate', '0.1'], {
        interrupted: interruption.signal,
        isTTY: true,
      });
      while ((await rowsOf('interrupted upload.mp4'))[0] === undefined)
        await here().pipeline.cloud.functions.idle();
      interruption.abort();

      const first = await running;
      expect(first.code).toBe(130);
      expect(first.out).toMatch(
        /\n8 sent to the function in 1 invocation\. Interrupted: .*backfill-.*\.json\)\.\n$/,
      );
      expect(first.err).toMatch(/ 80% · 8\/10 objects · 8 sent /);
      expect(first.err).not.toContain('10/10');
      const second = await here().run(['backfill', '--json']);
      expect(second.err).toBe("Going on after 'z1.txt'; --restart begins anew.\n");
      expect(JSON.parse(second.out)).toMatchObject({ listed: 2, missing: 2, sent: 2, interrupted: false });
      await here().pipeline.cloud.functions.idle();
      expect(await rowsOf(...keys)).not.toContain(undefined);
      expect((await here().run(['backfill', '--json'])).err).toBe('');
    });
  });
}
