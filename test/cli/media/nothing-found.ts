import { GENERATED, PREFIX } from '../generated-rows';
import { jsonLines } from '../run-media';
import type { MediaPipeline } from './media-pipeline';

/** How much is found, and why nothing is. */
export function nothingFound(here: () => MediaPipeline): void {
  describe('find', () => {
    it('counts', async () => {
      expect((await here().run(['find', `Key=${PREFIX}*`, '--count'])).out).toBe('300\n');
      expect(await here().run(['find', 'Size>1TB', '--count', '--json'])).toMatchObject({
        out: '{"count":0}\n',
        code: 0,
      });
    });

    it('says that nothing was found, and why', async () => {
      expect(await here().run(['find', 'VideoFormat=hevc'])).toEqual({
        code: 0,
        out: '',
        err: "Nothing found. No row has the VideoFormat 'hevc'. Did you mean 'HEVC'?\n",
      });
      expect((await here().run(['find', 'Format=Betamax and has Title'])).err).toBe(
        "Nothing found. No row has the Format 'Betamax'; there are: MPEG-4, JPEG, MXF, Matroska, Wave, MPEG Audio.\n",
      );
      expect((await here().run(['find', 'Size>1TB', '--json'])).err).toBe('Nothing found.\n');
    });

    it.each([
      ['Policy=FAIL', 'No row has the column Policy.'],
      [
        'near(GpsPosition, 0, 0, 1km) and has Title',
        'No GpsPosition is that near to latitude 0, longitude 0.',
      ],
      ['audio(Language=xx)', 'No audio track fulfils Language=xx.'],
      ['audio(Channels>=1 and Format=aac)', "No audio track fulfils Format=aac. Did you mean 'AAC'?"],
      ['audio(Channels>=99)', 'No audio track fulfils Channels>=99.'],
      ['audio(Format=XX)', 'No audio track fulfils Format=XX; there are: AAC, FLAC, MPEG Audio, PCM.'],
      ['audio(Channels=1 and Channels=2)', 'No single audio track fulfils all of Channels=1 and Channels=2.'],
      ['text(Language=en)', 'No row has any text track.'],
    ])('says why nothing was found: %s', async (query, hint) => {
      expect((await here().run(['find', query])).err).toBe(`Nothing found. ${hint}\n`);
    });

    it('says nothing of parts that are found by themselves', async () => {
      const query = 'near(GpsPosition, 31.2, 121.5, 60km) and audio(Language=ja) and Size>1TB';
      expect((await here().run(['find', query])).err).toBe('Nothing found.\n');
    });

    it('ends with 1 when nothing is found only where that is asked for', async () => {
      const codeOf = async (...argv: string[]): Promise<number> => (await here().run(['find', ...argv])).code;
      expect(await codeOf('Size>1TB')).toBe(0);
      expect(await codeOf('Size>1TB', '--exit-code')).toBe(1);
      expect(await codeOf('Size>1TB', '--count', '--exit-code')).toBe(1);
      expect(await codeOf('Key="news.mp4"', '--exit-code')).toBe(0);
    });

    it('always prints the header of CSV', async () => {
      expect(await here().run(['find', 'Size>1TB', '--csv', '--columns', 'Key,Size'])).toEqual({
        code: 0,
        out: 'Key,Size\r\n',
        err: 'Nothing found.\n',
      });
    });

    it('looks for words without a column in key and title, and says so', async () => {
      const { out, err, code } = await here().run(['find', 'news', '--json', '--columns', 'Key,Title']);
      const rows = jsonLines(out);
      const isNews = ({ Key, Title }: Record<string, unknown>): boolean =>
        String(Key).includes('news') || /\bnews\b/i.test(String(Title));
      expect({ code, err }).toEqual({ code: 0, err: 'Looking in key and title: Key~news or Title~news\n' });
      expect(rows.filter((row) => !isNews(row))).toEqual([]);
      const generated = rows.filter((row) => String(row['Key']).startsWith(PREFIX));
      expect(generated).toHaveLength(GENERATED.filter(isNews).length);
      expect(rows.map(({ Key }) => Key)).toContain('news.mp4');
      const both = jsonLines(
        (await here().run(['find', 'wide "part 240"', '--json', '--columns', 'Key'])).out,
      );
      expect(both).toEqual([{ Key: 'generated/240 wide 北京.bin' }]);
    });
  });
}
