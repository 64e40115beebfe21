import { parseReport } from '../../../../functions/extract/report/parse-report';
import { readAsMeant } from '../../../../functions/extract/report/read-as-meant';
import { readColumns } from '../../../../functions/extract/report/read-columns';
import { report } from '../support/opened-object';

type Tracks = Parameters<typeof report>;

const columnsOf = (...tracks: Tracks) => {
  const {
    Tracks: _,
    TracksLeftOut: __,
    ...columns
  } = readColumns(readAsMeant(parseReport(report(['General', {}], ...tracks)), undefined));
  return columns;
};

const sizeOf = (
  general: Record<string, string>,
  ...images: Record<string, string | Record<string, string>>[]
) => {
  const tracks: Tracks = images.map((fields) => ['Image', fields]);
  const read = readAsMeant(parseReport(report(['General', general], ...tracks)), undefined);
  const { ImageWidth, ImageHeight, ImageCount } = readColumns(read);
  return [ImageWidth, ImageHeight, ImageCount];
};

const image = (
  Width: number,
  Height: number,
  more: Record<string, string | Record<string, string>> = {},
) => ({
  Format: 'JPEG',
  Width: String(Width),
  Height: String(Height),
  ...more,
});

it.each([
  ['Wave / Wave', 'Wave'],
  ['AVI / AVI / AVI', 'AVI'],
  ['AVI / Wave', 'AVI / Wave'],
])('the container of %s is %s', (Format, container) => {
  const read = readAsMeant(parseReport(report(['General', { Format }])), undefined);
  expect(readColumns(read)['Format']).toBe(container);
});

describe('a language', () => {
  it.each([
    ['en-us', 'en-US'],
    ['ZH-HANT-tw', 'zh-Hant-TW'],
    ['en_GB', 'en-GB'],
    ['sl-Rozaj', 'sl-rozaj'],
    ['de-x-AB', 'de-x-ab'],
    ['English', 'English'],
    ['Canadian French', 'Canadian French'],
  ])('%s is written %s, as BCP 47 recommends', (Language, expected) => {
    expect(columnsOf(['Text', { Language }])).toMatchObject({ TextLanguages: JSON.stringify([expected]) });
  });

  it('is the first, and in the list each, of those that a track joins', () => {
    expect(columnsOf(['Audio', { Language: 'en-us / fr' }])).toMatchObject({
      AudioLanguage: 'en-US',
      AudioLanguages: '["en-US","fr"]',
    });
  });
});

describe('the size of a picture', () => {
  const thumbnail = image(160, 120, { Type: 'Thumbnail' });

  it('is not that of a thumbnail', () => {
    expect(sizeOf({ Format: 'JPEG' }, thumbnail, image(4_000, 3_000))).toEqual([4_000n, 3_000n, 1n]);
    expect(sizeOf({ Format: 'JPEG' }, thumbnail)).toEqual([160n, 120n, undefined]);
  });

  it('in camera raw is that of the largest, whatever is called a thumbnail', () => {
    const raw = [thumbnail, image(1_024, 683), image(6_000, 4_000)];
    expect(sizeOf({ Format: 'TIFF', Encoded_Hardware_Model: 'D70' }, ...raw)).toEqual([6_000n, 4_000n, 2n]);
    expect(sizeOf({ Format: 'DNG' }, ...raw)).toEqual([6_000n, 4_000n, 2n]);
  });

  it('in a file of pages is that of the first', () => {
    expect(sizeOf({ Format: 'TIFF' }, image(10, 10), image(20, 20))).toEqual([10n, 10n, 2n]);
  });

  it('in a picture file is that of the primary one', () => {
    const secondary = image(72, 72, { Default: 'No' });
    expect(sizeOf({ Format: 'heic', CodecID: 'heic' }, secondary, image(64, 64))).toEqual([64n, 64n, 2n]);
    const alpha = image(64, 64, { extra: { Auxilary_for: '2' } });
    expect(sizeOf({ Format: 'avif', CodecID: 'avif' }, alpha, image(65, 65))).toEqual([65n, 65n, 1n]);
  });

  it('of a stereoscopic photograph is that of its first half', () => {
    const half = image(640, 480, { Type: 'Disparity' });
    expect(sizeOf({ Format: 'JPEG' }, half, thumbnail, half)).toEqual([640n, 480n, 2n]);
  });
});

describe('a duration that stands for unknown', () => {
  it('is left out, with what was computed from it', () => {
    const times = {
      Duration: '89478.485',
      BitRate: '12',
      SamplingCount: '4294967280',
      SamplingRate: '48000',
    };
    expect(columnsOf(['Audio', times])).toMatchObject({ AudioSamplingRate: 48_000n });
    expect(columnsOf(['Audio', times])).not.toHaveProperty('AudioDurationMs');
    expect(columnsOf(['Audio', times])).not.toHaveProperty('AudioBitRate');
  });
});
