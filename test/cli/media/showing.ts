import { gzipSync } from 'node:zlib';
import { GENERATED } from '../generated-rows';
import type { MediaPipeline } from './media-pipeline';
import { SAMPLES } from './media-pipeline';

/** `media show`. */
export function showing(here: () => MediaPipeline): void {
  describe('show', () => {
    afterAll(async () => {
      for (const key of ['hostile.mp4', 'broken.mp4', 'packed.mp4']) await here().deleteRow(key);
      await here().untilIndexed(GENERATED.length + SAMPLES.length);
    });

    it('takes the address that put prints', async () => {
      const address = `oss://${here().pipeline.connection.bucket}/news.mp4`;
      const { out } = await here().run(['show', address]);
      expect(out).toBe((await here().run(['show', 'news.mp4'])).out);
      expect(await here().run(['show', 'oss://another-bucket/news.mp4'])).toEqual({
        code: 1,
        out: '',
        err: 'No row for oss://another-bucket/news.mp4.\n',
      });
      expect((await here().run(['show', 'oss://A_B/news.mp4'])).err).toContain("'A_B' given.");
    });

    it('shows a row in groups, with exact numbers beside the readable ones', async () => {
      const { out, code } = await here().run(['show', 'news.mp4']);
      expect(code).toBe(0);
      expect(out).toMatch(/^oss:\/\/media-metadata-\w+\/news\.mp4\nDESCRIBED\n\nObject\n/);
      expect(out).toMatch(/\n {2}DurationMs +5\.0 s \(5,000 ms\)\n/);
      expect(out).toMatch(/\n\nVideo\n {2}VideoFormat +AVC\n/);
      expect(out).toMatch(/\n {2}AudioSamplingRate +48 kHz\n/);
      // A line for each track.
      expect(out).toMatch(
        /\n {2}Tracks +Video AVC High avc1 .*\n {10,}Audio AAC mp4a-40-2 .* 2 channels L R 48 kHz/,
      );
    });

    it('prints the stored report, and JSON', async () => {
      expect((await here().run(['show', 'news.mp4', '--xml'])).out).toMatch(
        /<media ref="oss:\/\/[^"]+\/news\.mp4">/,
      );
      expect(JSON.parse((await here().run(['show', 'news.mp4', '--json'])).out)).toMatchObject({
        ObjectKey: 'news.mp4',
        Size: SAMPLES.find(({ key }) => key === 'news.mp4')!.size,
        VideoFormats: ['AVC'],
        Tracks: [
          { Kind: 'Video', Format: 'AVC', Width: 1_280 },
          { Kind: 'Audio', Channels: 2 },
        ],
      });
    });

    it('has the stored report converted', async () => {
      const { out, err, code } = await here().run(['show', 'news.mp4', '--as', 'EBUCore']);
      expect(code).toBe(0);
      // Nothing, or what the kernel of this machine does not offer.
      expect(err).toMatch(/^(mediainfo not fully confined on this machine\. Refused: .*\.\n)?$/);
      expect(out).toMatch(/<ebucore:locator>oss:\/\/[^<]+\/news\.mp4<\/ebucore:locator>/);
      expect(out).toContain('<ebucore:videoEncoding typeLabel="High@L3.1" />');
      const json = JSON.parse((await here().run(['show', 'news.mp4', '--as', 'json'])).out);
      expect(json.media.track[1]).toMatchObject({ Format: 'AVC', Format_Level: '3.1', Width: '1280' });
      expect(json.media.track[1].extra).toEqual({ CodecConfigurationBox: 'avcC' });
    });

    it('converts what others wrote safely for a terminal, and as it is elsewhere', async () => {
      const hostile = 'A\u202eB';
      await here().putReport('hostile.mp4', (xml) => xml.replace(/<Title>[^<]*/, `<Title>${hostile}`));
      const argv = ['show', 'hostile.mp4', '--as', 'text'];
      expect((await here().run(argv)).out).toContain(hostile);
      const { out } = await here().run(argv, { isTTY: true });
      expect(out).toContain('A\uFFFDB');
      expect(out).not.toMatch(/\u202e/);
    });

    it('says why a report cannot be converted', async () => {
      expect(await here().run(['show', 'news.mp4', '--as', 'ebucroe'])).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringMatching(/--as: one of text, json, .* 'ebucroe' given\. Did you mean ebucore\?\n$/),
      });
      expect(await here().run(['show', 'news.mp4', '--as', 'json', '--xml'])).toMatchObject({
        code: 2,
        out: '',
      });
      expect((await here().run(['show', 'generated/004.bin', '--as', 'json'])).err).toMatch(
        /^No report for /,
      );
      await here().putReport('broken.mp4', (xml) => xml.slice(0, 500));
      expect(await here().run(['show', 'broken.mp4', '--as', 'json'])).toEqual({
        code: 1,
        out: '',
        err: 'media: The report could not be converted: What is stored is not a whole report of MediaInfo.\n',
      });
    });

    it('says that a packed report cannot be unpacked, or is larger than any that is stored', async () => {
      for (const packed of [Buffer.from('no gzip'), gzipSync(Buffer.alloc(70_000_000))]) {
        await here().putCells('packed.mp4', {
          Meta_data_gzip: packed,
          ReportEncoding: 'gzip',
          Status: 'DESCRIBED',
        });
        const { code, out, err } = await here().run(['show', 'packed.mp4', '--xml']);
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toMatch(
          /^media: Meta_data_gzip of 'packed\.mp4' holds no gzipped report of at most 64000000 bytes\.\n$/,
        );
      }
    });

    it('ends with 1 when there is no row or no report', async () => {
      expect(await here().run(['show', 'nowhere.mp4'])).toMatchObject({ code: 1, out: '' });
      expect(await here().run(['show', 'generated/004.bin', '--xml'])).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('No report for'),
      });
    });
  });
}
