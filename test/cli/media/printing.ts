import stringWidth from 'string-width';
import { GENERATED } from '../generated-rows';
import { jsonLines } from '../run-media';
import type { MediaPipeline } from './media-pipeline';

/** How rows are printed. */
export function printing(here: () => MediaPipeline): void {
  describe('find', () => {
    it('prints a table with units for people', async () => {
      const { out, code } = await here().run([
        'find',
        'Format=Matroska',
        '--status',
        'described',
        '--sort',
        'LastModified',
        '--limit',
        '1',
      ]);
      expect(code).toBe(0);
      const [head, line] = out.split('\n');
      expect(head).toMatch(/^Key +Status +Format +Duration +Picture +Codecs +Bit rate +Size +Modified$/);
      expect(line).toMatch(
        /^generated\/001.bin +DESCRIBED +Matroska +1 min 00 s +HEVC \+ PCM +20\.0 MB +2026-09-01 11:30:00$/,
      );
    });

    it('aligns keys of wide characters', async () => {
      const { out } = await here().run(['find', 'Key=generated/10*', '--columns', 'key,size']);
      const lines = out.trimEnd().split('\n');
      expect(lines[0]).toBe('Key                             Size');
      expect(lines[1]).toBe('generated/100 wide 北京.bin   1.0 GB');
      expect(lines[2]).toBe('generated/101.bin             1.0 GB');
    });

    it('colours a status on a terminal only, and never against NO_COLOR', async () => {
      const argv = ['find', 'Key=generated/00*', '--columns', 'Status', '--limit', '1'];
      expect((await here().run(argv)).out).toBe('Status\nDESCRIBED\n');
      expect((await here().run(argv, { isTTY: true })).out).toContain('\u001b[32mDESCRIBED');
      expect((await here().run(argv, { isTTY: true, env: { NO_COLOR: '1' } })).out).toBe(
        'Status\nDESCRIBED\n',
      );
    });

    it('prints JSON with types, lists and what is absent left out', async () => {
      const { out } = await here().run([
        'find',
        'Key=generated/006.bin or Key=generated/004.bin',
        '--json',
        '--columns',
        'Key,TextLanguages,Size,IsStreamable',
      ]);
      expect(jsonLines(out)).toEqual([
        { Key: 'generated/004.bin', Size: 50_000_000 },
        { Key: 'generated/006.bin', Size: 70_000_000 },
      ]);
      const [all] = jsonLines((await here().run(['find', 'Key="news.mp4"', '--json'])).out);
      expect(all).toMatchObject({
        ObjectKey: 'news.mp4',
        Format: 'MPEG-4',
        VideoHeight: 720,
        AudioFormats: ['AAC'],
      });
      expect(all).not.toHaveProperty('Meta_data');
    });

    it('prints CSV that quotes what needs it', async () => {
      const { out } = await here().run([
        'find',
        'Key=generated/240*',
        '--csv',
        '--columns',
        'Key,Title,TextLanguages,VideoFormat',
      ]);
      expect(out).toBe(
        'Key,Title,TextLanguages,VideoFormat\r\ngenerated/240 wide 北京.bin,"Evening news, part 240",en de,AVC\r\n',
      );
    });

    it('prints tracks as JSON in CSV, as objects in JSON, and as words for people', async () => {
      const asked = ['find', 'Key=generated/240*', '--columns', 'Key,Tracks'];
      const { Tracks } = GENERATED[240]!;
      const [, line] = (await here().run([...asked, '--csv'])).out.split('\r\n');
      expect(line).toBe(`generated/240 wide 北京.bin,"${JSON.stringify(Tracks).replaceAll('"', '""')}"`);
      expect(jsonLines((await here().run([...asked, '--json'])).out)).toEqual([
        { Key: GENERATED[240]!['Key'], Tracks },
      ]);
      expect((await here().run(asked)).out).toContain('Audio PCM en 6 channels default');
    });

    it('does not sort by what cannot be sorted', async () => {
      for (const column of ['Tracks', 'GpsPosition', 'Title']) {
        const { code, err } = await here().run(['find', '--sort', column]);
        expect([code, err]).toEqual([2, expect.stringContaining(`'${column}' cannot be sorted by.`)]);
      }
    });

    it('reads columns that the index does not hold from the table', async () => {
      const { out } = await here().run([
        'find',
        'Key="news.mp4"',
        '--sort',
        'none',
        '--json',
        '--columns',
        'Meta_data',
      ]);
      expect(jsonLines(out)[0]?.['Meta_data']).toMatch(/^<\?xml/);
    });

    it('fits a terminal, and says which of the wanted columns do not', async () => {
      const argv = ['find', 'Key=generated/1*', '--columns', 'Key,Format,Size,LastModified'];
      const { out, err } = await here().run(argv, { isTTY: true, columns: 40, env: { NO_COLOR: '1' } });
      for (const line of out.trimEnd().split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(40);
      expect(out).toMatch(/^Key +Format/);
      expect(err).toBe('Not shown, for want of width: LastModified.\n');
    });
  });
}
