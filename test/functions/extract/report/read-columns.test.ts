import { parseReport } from '../../../../functions/extract/report/parse-report';
import { readColumns } from '../../../../functions/extract/report/read-columns';
import { report } from '../support/opened-object';

/** Without the columns that every report with a track has. */
const columnsOf = (...tracks: Parameters<typeof report>) => {
  const { HasVideo, HasAudio, Tracks, ...others } = readColumns(parseReport(report(...tracks)));
  return others;
};

describe('a number', () => {
  it.each([
    ['4.021000000', 4_021n],
    ['0.0005', 1n],
    ['0', 0n],
    ['86400.04', 86_400_040n],
  ])('%s of seconds is %d ms', (Duration, expected) => {
    expect(columnsOf(['General', { Duration }])).toEqual({ DurationMs: expected });
  });

  it.each(['', 'N/A', '4 s 21 ms', '1e3', '0x10', '1,5', '1 234', 'Infinity', '--1', '-1.5', '9'.repeat(40)])(
    'is absent when the report says %j',
    (Duration) => {
      expect(columnsOf(['General', { Duration }])).toEqual({});
    },
  );

  it('is the first of several ways to play the stream', () => {
    expect(columnsOf(['Audio', { Channels: '8 / 6', SamplingRate: '48000 / 24000' }])).toEqual({
      AudioChannels: 8n,
      AudioSamplingRate: 48_000n,
    });
  });

  it.each([
    ['General', 'Duration', '9999999999'],
    ['Video', 'FrameRate', '0.000'],
    ['Video', 'Width', '0'],
    ['Video', 'Height', '4294967295'],
    ['Audio', 'BitRate', '4294967295'],
    ['Audio', 'BitRate', '0'],
    ['Audio', 'SamplingRate', '0'],
    ['Audio', 'Channels', '0'],
  ])('of %s %s is unknown when it is %s', (track, field, value) => {
    expect(columnsOf([track, { [field]: value }])).toEqual({});
  });

  it('comes with the words of the same way to play it', () => {
    const fields = {
      Format_Profile: 'MA / Core',
      BitRate_Mode: 'VBR / CBR',
      BitRate: '3000000 / 1509000',
      ChannelLayout: 'C L R Ls Rs LFE Lb Rb / C L R Ls Rs LFE',
    };
    expect(columnsOf(['Audio', fields])).toEqual({
      AudioFormatProfile: 'MA',
      AudioBitRateMode: 'VBR',
      AudioBitRate: 3_000_000n,
      AudioChannelLayout: 'C L R Ls Rs LFE Lb Rb',
      AudioChannelLayouts: '["C L R Ls Rs LFE Lb Rb"]',
    });
  });
});

describe('a date', () => {
  it.each([
    ['2026-11-22 10:00:00 UTC', '2026-11-22T10:00:00.000Z'],
    ['UTC 2026-11-22 10:00:00', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22 10:00:00.123', '2026-11-22T10:00:00.123Z'],
    ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T10:00:00+0800', '2026-11-22T02:00:00.000Z'],
    ['2026-11-22 10:00:00-05:30', '2026-11-22T15:30:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2021-01-08 12:31:43.400724', '2021-01-08T12:31:43.400Z'],
    ['2021-01-08 12:31:43.400724999+02:00', '2021-01-08T10:31:43.400Z'],
    ['2021-01-08 12:31', '2021-01-08T12:31:00.000Z'],
    ['2021-01-08T12:31Z', '2021-01-08T12:31:00.000Z'],
    ['2021:01:08 12:31:43', '2021-01-08T12:31:43.000Z'],
    ['2021-01-08 12:31:43.50 UTC', '2021-01-08T12:31:43.500Z'],
    ['2021-01-08 12:31:43 / 2022-01-01 00:00:00 UTC', '2021-01-08T12:31:43.000Z'],
    ['in the morning / 2022-01-01 00:00:00 UTC', '2022-01-01T00:00:00.000Z'],
    ['Fri 24 Oct 2025 02:38:05 PM EDT', '2025-10-24T18:38:05.000Z'],
    ['Fri 24 Oct 2025 12:00:05 AM EST', '2025-10-24T05:00:05.000Z'],
    ['Sat 07 Dec 2002 10:00:00 -0500', '2002-12-07T15:00:00.000Z'],
    ['Sat Jan  8 12:31:43 2021', '2021-01-08T12:31:43.000Z'],
    ['Sat Jan 08 12:31:43 PST 2021', '2021-01-08T20:31:43.000Z'],
    ['2005-08-04T23:48:25CDT', '2005-08-05T04:48:25.000Z'],
    ['20111006 17:47:14.264', '2011-10-06T17:47:14.264Z'],
    ['20111006', '2011-10-06T00:00:00.000Z'],
    ['2021', '2021-01-01T00:00:00.000Z'],
    ['2021-03', '2021-03-01T00:00:00.000Z'],
  ])('%s is %s', (Encoded_Date, expected) => {
    expect(columnsOf(['General', { Encoded_Date }])).toEqual({ EncodedDate: expected });
  });

  it.each([
    '0-00-00 00:00:00.000',
    '1904-01-01 00:00:00 UTC',
    '2026-13-01',
    '2026-02-29',
    '2026-11-22 25:00:00',
    '20266',
    '2021-01-08 12:31:70',
    'Fri 24 Foo 2025 02:38:05',
    'Fri 24 Oct 2025 02:38:05 IST',
    'yesterday',
  ])('is absent when the report says %j', (Encoded_Date) => {
    expect(columnsOf(['General', { Encoded_Date }])).toEqual({});
  });
});

describe('text', () => {
  it('is cut at 1,000 bytes, at a character', () => {
    expect(columnsOf(['General', { Title: '京'.repeat(400) }])).toEqual({ Title: '京'.repeat(333) });
  });

  it('is whatever a tag holds', () => {
    expect(columnsOf(['General', { Title: '&lt;b&gt; &amp;amp; 007' }])).toEqual({ Title: '<b> &amp; 007' });
  });

  it('that XML cannot hold is decoded', () => {
    const xml = report(['General', {}]).replace(
      '></track>',
      '><Title dt="binary.base64">5YyX5LqsAQ==</Title></track>',
    );
    expect(readColumns(parseReport(xml))).toEqual({ Title: '北京\u0001' });
  });

  it('stays harmless under names that mean something to JavaScript', () => {
    const xml = report([
      'General',
      { extra: { constructor: 'x', __proto__2: 'y', prototype: 'z' }, Title: 't' },
    ]);
    expect(readColumns(parseReport(xml))).toEqual({ Title: 't' });
    expect(readColumns(parseReport(xml.replaceAll('__proto__2', '__proto__')))).toEqual({ Title: 't' });
  });
});

describe('a codec', () => {
  it('is the first that a field joins, with its profile and its tier', () => {
    const video = { Format: 'AVC / AAC', CodecID: 'hvc1 / hvc1', Format_Profile: 'Stereo High / High' };
    expect(columnsOf(['Video', video])).toMatchObject({
      VideoFormat: 'AVC',
      VideoFormats: '["AVC","AAC"]',
      VideoCodecId: 'hvc1',
      VideoFormatProfile: 'Stereo High',
    });
  });
});

describe('a list', () => {
  it('holds each value of all tracks once, in their order', () => {
    const tracks: Parameters<typeof report> = ['en', 'fr', 'en'].map((Language) => ['Audio', { Language }]);
    expect(columnsOf(...tracks, ['Audio', {}])).toEqual({
      AudioLanguage: 'en',
      AudioLanguages: '["en","fr"]',
    });
  });

  it('of which not all has room ends with a mark', () => {
    const tracks: Parameters<typeof report> = Array.from({ length: 70 }, (_, i) => [
      'Text',
      { Language: `x-${'y'.repeat(94)}-${10 + i}` },
    ]);
    const list = String(columnsOf(...tracks)['TextLanguages']);
    expect(Buffer.byteLength(list)).toBeLessThanOrEqual(4_096);
    // Two brackets, 102 bytes for each with its quotes and comma, and five for the mark.
    expect(JSON.parse(list)).toEqual([...tracks.slice(0, 40).map(([, { Language }]) => Language), '…']);
  });

  it('is only the mark when not even the first value has room', () => {
    expect(columnsOf(['Text', { Language: 'x'.repeat(4_095) }])).toEqual({ TextLanguages: '["…"]' });
  });

  it('takes a field apart that joins several values, and only that', () => {
    const HDR_Format = 'Dolby Vision / SMPTE ST 2086';
    const HDR_Format_Compatibility = 'HDR10 / HDR10';
    expect(columnsOf(['Video', { HDR_Format, HDR_Format_Compatibility }])).toEqual({
      VideoHdrFormats: '["Dolby Vision","SMPTE ST 2086"]',
      VideoHdrFormatCompatibility: '["HDR10"]',
      HdrFormats: '["Dolby Vision","HDR10"]',
    });
    expect(columnsOf(['General', { Title: 'a / b' }])).toEqual({ Title: 'a / b' });
  });
});

describe('chapters', () => {
  it('are those of the longest list, in any number', () => {
    const chapter = (i: number) =>
      `_${String(Math.floor(i / 60) % 24).padStart(2, '0')}_${String(i % 60).padStart(2, '0')}_00_${String(i % 1_000).padStart(3, '0')}`;
    const extra = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, i) => [chapter(i), 'a &amp; b &lt;c&gt;']),
    );
    const count = BigInt(Object.keys(extra).length);
    expect(columnsOf(['Menu', { extra }], ['Menu', { extra: { _00_00_01_000: 'x', Other: 'y' } }])).toEqual({
      ChapterCount: count,
    });
  });
});

describe('a report of very many tracks', () => {
  it('is read as any other', () => {
    const track = { type: 'Menu' as const, fields: new Map([['extra._00_00_01_000', 'x']]) };
    expect(readColumns({ tracks: Array(300_000).fill(track) })).toEqual({ ChapterCount: 1n });
  });
});

describe('what is no report', () => {
  it.each(['', 'text', '<a/>', '<MediaInfo></MediaInfo>', '<MediaInfo><media></media></MediaInfo>'])(
    'is refused: %j',
    (xml) => {
      expect(() => parseReport(xml)).toThrow('Report:');
    },
  );
});
