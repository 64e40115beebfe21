import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CheckPipeline, media } from './check-pipeline';

/** `media policy new`. */
export function policyNew(here: () => CheckPipeline): void {
  describe('media policy new', () => {
    it.each([
      ['in the language of find', []],
      ["as MediaConch's XML", ['--xml']],
    ])('makes a policy that the object passes, and another does not: %s', async (_, flags) => {
      const { code, out } = await here().run(['policy', 'new', 'in/xml/good.mp4', ...flags]);
      expect(code).toBe(0);
      await writeFile(join(here().folder, 'made.policy'), out);
      expect(readFileSync(join(here().folder, 'made.policy'), 'utf8')).toContain('Like good.mp4');
      expect((await here().run(['check', 'made.policy', 'Key=in/xml/good.mp4'])).code).toBe(0);
      expect((await here().run(['check', 'made.policy', 'Key=free.webm'])).code).toBe(1);
    });

    it('takes the address of an object, and asks whether a file is good that is not as it should be', async () => {
      const byAddress = await here().run([
        'policy',
        'new',
        `oss://${here().pipeline.connection.bucket}/in/xml/good.mp4`,
      ]);
      expect(byAddress).toEqual({ ...(await here().run(['policy', 'new', 'in/xml/good.mp4'])), err: '' });
      await writeFile(
        join(here().folder, 'cut.mp4'),
        readFileSync(media('moov-first.mp4')).subarray(0, -500),
      );
      const { code, err } = await here().run(['policy', 'new', 'cut.mp4']);
      expect([code, err]).toEqual([
        0,
        expect.stringMatching(/Is this a good file\? 'cut\.mp4' is DOUBTFUL: .+\n$/),
      ]);
    });

    it('says when there is nothing to make one of', async () => {
      expect(await here().run(['policy', 'new', 'in/empty.mp4'])).toMatchObject({
        code: 1,
        err: expect.stringContaining("No report for 'in/empty.mp4'"),
      });
      expect(await here().run(['policy', 'new', 'nowhere.mp4'])).toMatchObject({ code: 1 });
      expect(await here().run(['policy', 'old', 'x'])).toMatchObject({ code: 2 });
    });
  });
}
