import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { DOUBTS } from '../../../../contract/doubts';
import { describeObject } from '../../../../functions/extract/describe';
import { MAX_CELL_BYTES } from '../../../../functions/extract/report/store-report';
import { openedWith, report } from '../support/opened-object';

const MP4 = { Format: 'MPEG-4', FileSize: '100', Duration: '4.000' };
const VIDEO = { Format: 'AVC', Width: '320', Height: '180', Duration: '4.000' };
const SIZE = 100;

const described = (...tracks: Parameters<typeof report>) =>
  describeObject(openedWith(report(...tracks), SIZE));

describe('a description', () => {
  it('is plain when nothing is to be doubted', async () => {
    expect(await described(['General', MP4], ['Video', VIDEO])).toMatchObject({
      status: 'DESCRIBED',
      doubts: [],
    });
  });

  it.each([
    ['EXTENSION_INVALID', { ...MP4, FileExtension: 'jpg' }, VIDEO],
    ['TRUNCATED', { ...MP4, extra: { IsTruncated: 'Yes' } }, VIDEO],
    [
      'VIDEO_WITHOUT_DURATION',
      { Format: 'MPEG-4', DataSize: '90' },
      { Format: 'AVC', Width: '320', Height: '180' },
    ],
    ['VIDEO_WITHOUT_SIZE', { ...MP4, DataSize: '90' }, { Format: 'AVC' }],
    ['SIZE_DIFFERS', { ...MP4, FileSize: '99' }, VIDEO],
  ] as const)('names the doubt %s', async (doubt, general, video) => {
    expect(await described(['General', general], ['Video', video])).toMatchObject({
      status: 'DOUBTFUL',
      doubts: [doubt],
      reason: DOUBTS[doubt],
    });
  });

  it('names every doubt, and doubts a container without a track', async () => {
    const { doubts, reason } = await described(['General', { ...MP4, FileSize: '1' }]);
    expect(doubts).toEqual(['NO_TRACK', 'SIZE_DIFFERS']);
    expect(reason).toBe(`${DOUBTS.NO_TRACK} ${DOUBTS.SIZE_DIFFERS}`);
  });

  it('keeps a report that it cannot read', async () => {
    const { status, doubts, columns } = await describeObject(openedWith('<broken', SIZE));
    expect({ status, doubts, columns }).toEqual({
      status: 'DOUBTFUL',
      doubts: ['REPORT_UNREADABLE'],
      columns: { Meta_data: '<broken' },
    });
  });

  it.each([
    [{ FileSize: '100' }, 'MediaInfo does not recognise the object as media.'],
    [{ Format: 'ZIP', FileSize: '100' }, 'The object is of the format ZIP, which is not media.'],
  ])('says when the object is not media: %j', async (general, reason) => {
    expect(await described(['General', general])).toMatchObject({ status: 'NOT_MEDIA', reason, doubts: [] });
  });

  it('of an empty object needs no MediaInfo', async () => {
    const opened = openedWith('', 0);
    opened.report = () => Promise.reject(new Error('not to be called'));
    expect(await describeObject(opened)).toMatchObject({ status: 'EMPTY', columns: {} });
  });
});

describe('a doubt', () => {
  const AVC = { Format: 'AVC', Width: '320', Height: '180' };
  const PCM = { Format: 'PCM', Channels: '2' };
  const doubtsOf = async (...tracks: Parameters<typeof report>) => (await described(...tracks)).doubts;

  it.each([
    ['a raw stream', { Format: 'HEVC' }, ['Video', { Format: 'HEVC' }]],
    ['a sequence of pictures', { Format: 'avis', CodecID: 'avis' }, ['Video', { Format: 'AV1' }]],
    ['a motion photo', { Format: 'JPEG' }, ['Video', { extra: { Type: 'MotionPhoto' } }]],
    ['a stream of data', { Format: 'MXF' }, ['Video', { Format: 'ISXD' }]],
    ['teletext alone', { Format: 'MPEG-TS' }, ['Text', { Format: 'Teletext Subtitle' }]],
    ['subtitles of DVB alone', { Format: 'MPEG-TS' }, ['Text', { Format: 'DVB Subtitle' }]],
    [
      'a short piece of a transport stream',
      { Format: 'MPEG-TS', Duration: '6' },
      ['Video', { Format: 'AVC' }],
    ],
    ['raw audio', { Format: 'ADTS' }, ['Audio', { Format: 'AAC' }]],
    [
      'a cover',
      { Format: 'MPEG-4', Duration: '4', DataSize: '9' },
      ['Video', { Format: 'JPEG', Type: 'Cover' }],
    ],
  ] as const)('is not that %s tells no duration or size', async (_, general, track) => {
    expect(await doubtsOf(['General', general], track as never)).toEqual([]);
  });

  it('is that sound tells no duration where its container should', async () => {
    expect(await doubtsOf(['General', { Format: 'Wave' }], ['Audio', PCM])).toEqual([
      'AUDIO_WITHOUT_DURATION',
    ]);
    expect(await doubtsOf(['General', { Format: 'Wave', Duration: '1' }], ['Audio', PCM])).toEqual([]);
    expect(
      await doubtsOf(['General', { Format: 'MPEG-TS', Duration: '60' }], ['Video', { Format: 'AVC' }]),
    ).toEqual(['VIDEO_WITHOUT_SIZE']);
    expect(await doubtsOf(['General', { Format: 'AVI' }], ['Video', AVC])).toEqual([
      'VIDEO_WITHOUT_DURATION',
    ]);
  });

  it('is that a format was found by few bits and leaves much of the file unexplained', async () => {
    const found = (FileExtension: string, StreamSize: string, extra = {}) =>
      doubtsOf(
        ['General', { Format: 'MPEG Audio', FileExtension, FileSize: '100', StreamSize: '0', extra }],
        ['Audio', { Format: 'MPEG Audio', StreamSize }],
      );
    const errors = { ConformanceErrors: { MPEGAudio: 'lost' } } as never;
    expect(await found('cat', '30')).toEqual(['FORMAT_UNSURE']);
    expect(await found('cat', '99')).toEqual([]);
    expect(await found('cat', '99', errors)).toEqual(['FORMAT_UNSURE']);
    expect(await found('mp3', '30', errors)).toEqual([]);
    expect(await found('', '99', errors)).toEqual([]);
  });

  it('is that a file is cut off, but not that its header miscounts by a few bytes', async () => {
    const wave = (expected: number) => ({
      ...{ Format: 'Wave', Duration: '1' },
      extra: {
        IsTruncated: 'Yes',
        ConformanceErrors: {
          RIFF: {
            GeneralCompliance: `File size is less than expected size (actual 100 99%, expected ${expected}, offset 0x8)`,
          },
        } as never,
      },
    });
    expect(await doubtsOf(['General', wave(108)], ['Audio', PCM])).toEqual([]);
    expect(await doubtsOf(['General', wave(109)], ['Audio', PCM])).toEqual(['TRUNCATED']);
  });
});

describe('a report', () => {
  const padded = (bytes: number, filler: string) => {
    const frame = report(['General', { ...MP4, Comment: '' }], ['Video', VIDEO]);
    return frame.replace('<Comment>', `<Comment>${filler.slice(0, bytes - Buffer.byteLength(frame))}`);
  };

  it('of exactly a cell is stored as it is', async () => {
    const xml = padded(MAX_CELL_BYTES, 'x'.repeat(MAX_CELL_BYTES));
    const { columns, status } = await describeObject(openedWith(xml, SIZE));
    expect(Buffer.byteLength(xml)).toBe(MAX_CELL_BYTES);
    expect(status).toBe('DESCRIBED');
    expect(columns['Meta_data'] === xml).toBe(true);
    expect(columns).not.toHaveProperty('ReportEncoding');
  });

  it('of one byte more is stored gzipped, and says so', async () => {
    const xml = padded(MAX_CELL_BYTES + 1, 'x'.repeat(MAX_CELL_BYTES));
    const { columns, status } = await describeObject(openedWith(xml, SIZE));
    expect(status).toBe('DESCRIBED');
    expect(columns).not.toHaveProperty('Meta_data');
    expect(columns).toMatchObject({ ReportEncoding: 'gzip', VideoFormat: 'AVC' });
    expect(gunzipSync(columns['Meta_data_gzip'] as Buffer).toString() === xml).toBe(true);
  });

  it('too large even gzipped is left out, never truncated; its columns stay', async () => {
    const xml = padded(4 * MAX_CELL_BYTES, randomBytes(2 * MAX_CELL_BYTES).toString('hex'));
    const { columns, status, reason } = await describeObject(openedWith(xml, SIZE));
    expect(status).toBe('TOO_LARGE');
    expect(reason).toContain(`${Buffer.byteLength(xml)} bytes does not fit`);
    expect(Object.keys(columns).filter((name) => name.startsWith('Meta_data'))).toEqual([]);
    expect(columns).toMatchObject({ VideoFormat: 'AVC', VideoWidth: 320n });
  });
});
