import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COLUMNS } from '../../../../contract/columns';
import { REPORT_COLUMN } from '../../../../contract/table';
import { describeObject } from '../../../../functions/extract/describe';
import { fixtures, localReport, MEDIA } from '../support/local-report';
import { openedWith } from '../support/opened-object';

async function described(file: string) {
  const path = join(MEDIA, file);
  const { columns, status, doubts } = await describeObject(
    openedWith(localReport(path), statSync(path).size),
  );
  const { [REPORT_COLUMN]: _report, ...rest } = columns;
  return { status, doubts, columns: rest };
}

describe('the columns of a fixture', () => {
  it('are those of an MP4', async () => {
    const { status, columns } = await described('moov-first.mp4');
    expect(status).toBe('DESCRIBED');
    expect(columns).toMatchObject({
      Format: 'MPEG-4',
      InternetMediaType: 'video/mp4',
      DurationMs: 4_000n,
      VideoCount: 1n,
      AudioCount: 1n,
      IsStreamable: true,
      VideoFormat: 'AVC',
      VideoFormats: '["AVC"]',
      VideoCodecId: 'avc1',
      VideoCodecString: 'avc1.64000C',
      VideoRotation: 0,
      VideoPixelAspectRatio: 1,
      VideoDisplayAspectRatio: 1.778,
      VideoWidth: 320n,
      VideoHeight: 180n,
      VideoFrameRate: 25,
      VideoFrameRateMode: 'CFR',
      VideoFrameCount: 100n,
      VideoScanType: 'Progressive',
      VideoBitDepth: 8n,
      VideoChromaSubsampling: '4:2:0',
      AudioFormat: 'AAC',
    });
    expect(columns).not.toHaveProperty('ImageFormat');
    expect(columns).not.toHaveProperty('ChapterCount');
  });

  it('are those of a film with subtitles, chapters and a title in many scripts', async () => {
    expect((await described('hevc-subtitles-chapters.mkv')).columns).toMatchObject({
      Title: '北京 ليلى 🎬 café & "quotes" <tag>',
      VideoFormat: 'HEVC',
      VideoFormatTier: 'Main',
      AudioCodecString: 'opus',
      VideoColourRange: 'Limited',
      AudioLanguages: '["fr"]',
      TextFormats: '["UTF-8"]',
      TextLanguages: '["en"]',
      ChapterCount: 2n,
    });
  });

  it('are those of an image, of surround sound and of a timecode', async () => {
    expect((await described('still.jpg')).columns).toMatchObject({
      ImageFormat: 'JPEG',
      ImageWidth: 320n,
      ImageHeight: 180n,
    });
    expect((await described('surround.eac3')).columns).toMatchObject({
      AudioFormat: 'E-AC-3',
      AudioChannels: 6n,
    });
    expect((await described('prores.mov')).columns).toMatchObject({ TimeCodeFirstFrame: '10:00:00:00' });
  });

  it('are those of a film as a phone makes them', async () => {
    expect((await described('phone.mp4')).columns).toMatchObject({
      VideoRotation: 270,
      VideoPixelAspectRatio: 0.75,
      VideoDisplayAspectRatio: 1.333,
      VideoFrameRateMode: 'VFR',
      VideoFrameRate: 10.68,
      EncodedDate: '2026-01-02T03:04:05.000Z',
      AudioCount: 2n,
      AudioFormats: '["AAC","AC-3"]',
      AudioLanguage: 'de',
      AudioLanguages: '["de","zh"]',
      // The file has two lists of two chapters each.
      ChapterCount: 2n,
    });
  });

  it('are those of sound whose maker measured its loudness', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'loudness-'));
    try {
      const wave = readFileSync(join(MEDIA, 'broadcast.wav'));
      // EBU Tech 3285: version 2 of the chunk contains loudness in hundredths of a LUFS.
      const bext = wave.indexOf('bext') + 8;
      wave.writeUInt16LE(2, bext + 346);
      wave.writeInt16LE(-2310, bext + 412);
      const path = join(directory, 'loud.wav');
      writeFileSync(path, wave);
      const { columns } = await describeObject(openedWith(localReport(path), wave.length));
      expect(columns).toMatchObject({ AudioLoudness: -23.1 });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('are those of a sample in HDR', async () => {
    const path = join(__dirname, '../../../../assets/samples/trailer 100% + 北京 🎬.mkv');
    const { columns } = await describeObject(openedWith(localReport(path), statSync(path).size));
    expect(columns).toMatchObject({
      VideoFormat: 'HEVC',
      VideoFormatProfile: 'Main 10',
      VideoBitDepth: 10n,
      VideoColourPrimaries: 'BT.2020',
      VideoTransferCharacteristics: 'PQ',
      VideoMatrixCoefficients: 'BT.2020 non-constant',
      VideoHdrFormats: '["SMPTE ST 2086"]',
      VideoHdrFormatCompatibility: '["HDR10"]',
      AudioCodecString: 'flac',
    });
    expect(columns).not.toHaveProperty('VideoCodecString');
  });

  it('leave out a date that is none', async () => {
    expect((await described('op1a.mxf')).columns).not.toHaveProperty('EncodedDate');
  });

  it.each(fixtures())('are declared, typed and plausible: %s', async (file) => {
    const { columns } = await described(file);
    for (const [name, value] of Object.entries(columns)) {
      const column = COLUMNS.find((candidate) => candidate.name === name);
      const type =
        { integer: 'bigint', double: 'number', boolean: 'boolean' }[column?.type as string] ?? 'string';
      expect([name, typeof value]).toEqual([name, type]);
      expect(value).not.toBe('');
      expect(value).not.toBeNaN();
      if (column?.type === 'list') expect(JSON.parse(String(value))).not.toHaveLength(0);
      if (column?.type === 'time') expect(new Date(String(value)).toISOString()).toBe(value);
    }
  });
});

describe('the status of a fixture', () => {
  it.each([
    ['cut-moov-first.mp4', 'DOUBTFUL', ['TRUNCATED']],
    ['cut-moov-last.mp4', 'DOUBTFUL', ['TRUNCATED', 'NO_TRACK']],
    ['cut.mkv', 'DOUBTFUL', ['TRUNCATED']],
    ['text.mp4', 'UNRECOGNISED', []],
    ['one-byte.mov', 'UNRECOGNISED', []],
    ['empty.mp4', 'EMPTY', []],
  ])('%s is %s %j', async (file, status, doubts) => {
    expect(await described(file)).toMatchObject({ status, doubts });
  });

  const doubtful = /^(cut|text|one-byte|empty)/;
  it.each(fixtures().filter((file) => !doubtful.test(file)))('%s is DESCRIBED', async (file) => {
    expect(await described(file)).toMatchObject({ status: 'DESCRIBED', doubts: [] });
  });
});
