import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { media } from '../../../cli/media';
import { collector, fakeTerminal } from '../run-media';
import type { MediaPipeline } from './media-pipeline';
import { SAMPLES } from './media-pipeline';

/** `media put`. */
export function putting(here: () => MediaPipeline): void {
  describe('put', () => {
    it('uploads files, whose rows follow', async () => {
      const [sample] = SAMPLES.filter(({ key }) => key === 'poster.jpg');
      const { out, code } = await here().run(['put', sample!.path, '--prefix', 'put/'], { now: Date.now() });
      expect({ code, out }).toEqual({
        code: 0,
        out: `oss://${here().pipeline.connection.bucket}/put/poster.jpg\n`,
      });
      await here().pipeline.cloud.functions.idle();
      expect((await here().run(['show', 'put/poster.jpg'])).out).toContain('DESCRIBED');
      await here().oss.delete('put/poster.jpg');
      await here().pipeline.cloud.functions.idle();
      await here().untilIndexed(0, 'Key=put/*');
    });

    it('names every file that is missing', async () => {
      const { code, err } = await here().run(['put', 'no.mp4', 'nor.mp4']);
      expect(code).toBe(2);
      expect(err).toBe("media: No such file: '/no.mp4'.\nNo such file: '/nor.mp4'.\n");
    });
  });

  describe('put of large files', () => {
    const films = ['one.bin', 'two.bin', 'three.bin'];
    const paths = () => films.map((name) => join(here().folder, name));
    beforeAll(async () => {
      for (const path of paths()) {
        await writeFile(path, '');
        await truncate(path, 24 * 1024 * 1024);
      }
    });
    afterAll(async () => {
      for (const key of films) await here().oss.delete(`large/${key}`);
      await here().pipeline.cloud.functions.idle();
      await here().untilIndexed(0, 'Key=large/*');
    });

    it('shows bytes, rate and time left on a terminal, and the address in a line of its own', async () => {
      let now = 0;
      const [out, err] = [collector(true), collector(true)];
      const terminal = {
        ...fakeTerminal({ env: { MEDIA_LOCAL: here().local } }),
        now: () => (now += 100),
      };
      const argv = ['put', paths()[0]!, '--prefix', '/large//'];
      const code = await media(argv, { ...terminal, stdout: out.stream, stderr: err.stream });

      expect({ code, out: out.text() }).toEqual({
        code: 0,
        out: `oss://${here().pipeline.connection.bucket}/large/one.bin\n`,
      });
      expect(stripVTControlCharacters(err.text())).toMatch(
        /put {5}\d+ % {2}[\d.]+ MB of 25\.2 MB {2}[\d.]+ MB\/s {2}[\d.]+ s left {2}large\/one\.bin/,
      );
      expect(err.text().endsWith('\r\u001b[2K')).toBe(true);
    });

    it('says nothing of that elsewhere', async () => {
      const argv = ['put', paths()[0]!, '--prefix', 'large/', '--json'];
      expect(await here().run(argv)).toEqual({
        code: 0,
        out: `${JSON.stringify({ bucket: here().pipeline.connection.bucket, key: 'large/one.bin', size: 24 * 1024 * 1024 })}\n`,
        err: '',
      });
    });

    it('ends at Ctrl-C, leaves no part behind, and says what was put and what was not', async () => {
      const interruption = new AbortController();
      const [out, err] = [collector(), collector(true)];
      const env = { MEDIA_LOCAL: here().local };
      const terminal = fakeTerminal({ env, interrupted: interruption.signal });
      const write = jest.spyOn(err.stream, 'write').mockImplementation(((text: string, done?: () => void) => {
        // The first file is a third of all bytes, so at 40 % a part of the second one has arrived.
        if (/[4-9]\d % .*two\.bin/.test(text)) interruption.abort(130);
        done?.();
        return true;
      }) as never);
      const argv = ['put', ...paths(), '--prefix', 'large/'];
      const code = await media(argv, { ...terminal, stdout: out.stream, stderr: err.stream });
      const told = write.mock.calls.map(([text]) => String(text)).join('');

      expect({ code, out: out.text() }).toEqual({
        code: 130,
        out: `oss://${here().pipeline.connection.bucket}/large/one.bin\n`,
      });
      expect(told).toContain('1 of 3 files were put. Not put:\n  large/two.bin\n  large/three.bin\n');
      const { uploads } = await here().oss.listUploads({});
      expect(uploads ?? []).toEqual([]);
      await expect(here().oss.head('large/two.bin')).rejects.toThrow();
    });
  });
}
