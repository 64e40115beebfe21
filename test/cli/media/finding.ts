import { type Cells, GENERATED, PREFIX } from '../generated-rows';
import type { MediaPipeline } from './media-pipeline';
import { keysOf, NOW } from './media-pipeline';

/** What queries find. */
export function finding(here: () => MediaPipeline): void {
  describe('find', () => {
    /** Generated keys that a query finds. */
    const find = async (query: string): Promise<unknown[]> =>
      keysOf(await here().run(['find', `Key=${PREFIX}* and (${query})`, '--json', '--columns', 'Key']));
    const video = (row: Cells): boolean => row['VideoFormat'] !== undefined;
    const number = (row: Cells, name: string): number => Number(row[name]);
    const day = (row: Cells): string => String(row['LastModified']).slice(0, 10);

    /** Computed as on a flat map. That is exact enough: no row is nearer than 1 km to the border. NaN without a place. */
    const kmFromShanghai = (row: Cells): number => {
      const [latitude = Number.NaN, longitude = Number.NaN] = String(row['GpsPosition'])
        .split(',')
        .map(Number);
      return Math.hypot(latitude - 31.2, (longitude - 121.5) * Math.cos((31.2 * Math.PI) / 180)) * 111.195;
    };
    type Track = Record<string, unknown>;
    const hasTrack =
      (test: (track: Track) => boolean) =>
      (row: Cells): boolean =>
        ((row['Tracks'] ?? []) as Track[]).some(test);

    it.each<[string, (row: Cells) => boolean]>([
      [
        'VideoFormat=HEVC and VideoHeight>=1080',
        (row) => row['VideoFormat'] === 'HEVC' && number(row, 'VideoHeight') >= 1080,
      ],
      ['VideoFormat!=HEVC', (row) => video(row) && row['VideoFormat'] !== 'HEVC'],
      ['not VideoFormat=HEVC', (row) => row['VideoFormat'] !== 'HEVC'],
      [
        'VideoFormat not in (HEVC, "AVC")',
        (row) => video(row) && !['HEVC', 'AVC'].includes(String(row['VideoFormat'])),
      ],
      ['VideoHeight in (576, 2160p)', (row) => [576, 2160].includes(number(row, 'VideoHeight'))],
      ['no TextLanguages and has VideoFormat', (row) => video(row) && !row['TextLanguages']],
      ['TextLanguages=de', (row) => (row['TextLanguages'] as string[] | undefined)?.includes('de') === true],
      [
        'TextLanguages!=de',
        (row) => (row['TextLanguages'] as string[] | undefined)?.includes('de') === false,
      ],
      ['TextLanguages=zh*', (row) => String(row['TextLanguages']).startsWith('zh')],
      ['Size>2.5GB', (row) => number(row, 'Size') > 2.5e9],
      [
        'DurationMs<90min and DurationMs>1:00:00',
        (row) => number(row, 'DurationMs') > 36e5 && number(row, 'DurationMs') < 54e5,
      ],
      ['LastModified>-7d', (row) => Date.parse(String(row['LastModified'])) > NOW - 7 * 864e5],
      ['LastModified=2026-10-01', (row) => day(row) === '2026-10-01'],
      ['LastModified>2026-10-01', (row) => day(row) > '2026-10-01'],
      ['LastModified=2026-10', (row) => day(row).startsWith('2026-10')],
      ['Title~"evening NEWS"', (row) => String(row['Title']).startsWith('Evening news')],
      ['Title!~news', (row) => row['Title'] !== undefined && !String(row['Title']).includes('news')],
      ['Key~"wide 北"', (row) => String(row['Key']).includes('wide')],
      ['Key like "generated/1?0*"', (row) => /^generated\/1.0/.test(String(row['Key']))],
      ['Key="generated/*"', () => false],
      ['VideoFrameRate=23.976', (row) => row['VideoFrameRate'] === 23.976],
      ['VideoFrameRate>24fps', (row) => number(row, 'VideoFrameRate') > 24],
      ['IsStreamable=no', (row) => row['IsStreamable'] === false],
      ['IsStreamable!=no', (row) => row['IsStreamable'] === true],
      [
        'Status=FAILED or AudioChannels<2 and has VideoFormat',
        (row) => row['Status'] === 'FAILED' || (number(row, 'AudioChannels') < 2 && video(row)),
      ],
      ['near(GpsPosition, 31.2, 121.5, 60km)', (row) => kmFromShanghai(row) <= 60],
      ['has GpsPosition and not near(GpsPosition, 31.2, 121.5, 60km)', (row) => kmFromShanghai(row) > 60],
      ['near(GpsPosition, 0, 0, 1km)', () => false],
      [
        'audio(Language=ja and Channels>=6)',
        hasTrack(
          ({ Kind, Language, Channels }) => Kind === 'Audio' && Language === 'ja' && Number(Channels) >= 6,
        ),
      ],
      [
        'audio(Language=ja) and audio(Channels>=6)',
        (row) =>
          hasTrack(({ Language }) => Language === 'ja')(row) &&
          hasTrack(({ Channels }) => Number(Channels) >= 6)(row),
      ],
      ['audio(not Language=en)', hasTrack(({ Kind, Language }) => Kind === 'Audio' && Language !== 'en')],
      [
        'video(no Language and Format=HEVC)',
        hasTrack(({ Kind, Format }) => Kind === 'Video' && Format === 'HEVC'),
      ],
      ['audio(has Default and Default=yes)', hasTrack(({ Default }) => Default === true)],
      ['text()', () => false],
      ['not video()', (row) => !row['Tracks']],
    ])('%s', async (query, holds) => {
      const expected = GENERATED.filter(holds).map((row) => row['Key']);
      expect(await find(query)).toEqual(expected);
    });

    it('says what is wrong with a place', async () => {
      const { code, out, err } = await here().run(['find', 'near(GpsPosition, 121.5, 31.2, 60km)']);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('A latitude of -90 to 90 degrees is expected');
    });
  });
}
