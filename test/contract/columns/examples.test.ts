import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MEDIA_COLUMNS } from '../../../contract/columns';
import { parseReport } from '../../../functions/extract/report/parse-report';
import { readColumns } from '../../../functions/extract/report/read-columns';
import { PROJECT_ROOT } from '../../../lib/project-root';
import { localReport } from '../../functions/extract/support/local-report';

const FOLDERS = ['test/fixtures/columns', 'test/fixtures/media', 'assets/samples'].map((folder) =>
  join(PROJECT_ROOT, folder),
);

/** What no fixture has: files of hundreds of tracks, of broadcasters' own encoders, or with names that lie. */
const NOT_IN_FIXTURES = [
  'AudioEncodingSettings',
  'ConformanceWarningCount',
  'ConformanceWarnings',
  'TracksLeftOut',
  'VideoScanOrder',
];

/** A text that ends like this is the beginning of a longer one. */
const GOES_ON = '…';

const beginning = (value: unknown, example: unknown): unknown =>
  String(example).endsWith(GOES_ON) && String(value).startsWith(String(example).slice(0, -GOES_ON.length))
    ? example
    : value;

describe('the examples of the columns', () => {
  /** Values by column, over all fixtures. */
  const found = new Map<string, Set<unknown>>();

  beforeAll(() => {
    for (const folder of FOLDERS) {
      for (const name of readdirSync(folder)) {
        const row = readColumns(parseReport(localReport(join(folder, name))));
        for (const [column, value] of Object.entries(row)) {
          const values = found.get(column) ?? new Set();
          found.set(column, values.add(typeof value === 'bigint' ? Number(value) : value));
        }
      }
    }
  });

  it.each(MEDIA_COLUMNS.map(({ name, example }) => [name, example] as const))(
    '%s: %j is in a fixture',
    (name, example) => {
      if (NOT_IN_FIXTURES.includes(name)) expect(found.has(name)).toBe(false);
      else expect([...(found.get(name) ?? [])].map((value) => beginning(value, example))).toContain(example);
    },
  );
});

describe('questions about fixtures', () => {
  const rowOf = (name: string) => readColumns(parseReport(localReport(join(FOLDERS[0]!, name))));

  it('about captions ask for TextFormats, which also captions in the picture’s data have', () => {
    for (const name of ['captions.mov', 'captions.scc']) {
      expect(rowOf(name)).toMatchObject({ TextFormats: '["EIA-608"]', TextServices: '["CC1"]' });
    }
    expect(rowOf('hlg.mp4')).not.toHaveProperty('TextFormats');
  });

  it('about stereo ask for all channels: eight tracks of one are not mono', () => {
    expect(rowOf('eight-mono.mov')).toMatchObject({
      AudioChannels: 1n,
      AudioCount: 8n,
      AudioChannelsTotal: 8n,
    });
  });

  it.each([
    ['hdr10-plus.hevc', { HdrFormats: '["HDR10+"]' }],
    ['hdr-vivid.hevc', { HdrFormats: '["HDR Vivid"]' }],
    ['active-format.m2v', { VideoActiveFormat: 10n }],
    ['active-format.h264', { VideoActiveFormat: 10n }],
    ['cea-708.h264', { TextFormats: '["EIA-708"]', TextServices: '["1"]' }],
    ['mpeg-h.mp4', { AudioObjectFormats: '["MPEG-H"]' }],
  ])('about metadata in the stream have what is written there: %s', (name, columns) => {
    expect(rowOf(name)).toMatchObject(columns);
  });

  it('about one track have answers of one track', () => {
    const tracks = JSON.parse(rowOf('two-languages.mkv')['Tracks']!) as Record<string, unknown>[];
    expect(tracks.filter(({ Kind }) => Kind === 'Audio')).toMatchObject([
      { Language: 'ja', Channels: 2 },
      { Language: 'en', Channels: 6 },
    ]);
    expect(tracks.filter(({ Kind }) => Kind === 'Text')).toMatchObject([
      { Language: 'en', ServiceKind: 'HI', Default: true, Forced: false },
      { Default: false, Forced: true },
    ]);
  });
});
