import { parseReport } from '../../../../functions/extract/report/parse-report';
import { readColumns } from '../../../../functions/extract/report/read-columns';
import { report } from '../support/opened-object';

type Tracks = Parameters<typeof report>;
const read = (...tracks: Tracks) => readColumns(parseReport(report(...tracks)));

/** The columns of that name, undefined where they are absent. */
const columns = (names: string[], ...tracks: Tracks): Record<string, unknown> => {
  const row = read(...tracks) as Record<string, unknown>;
  return Object.fromEntries(names.map((name) => [name, row[name]]));
};

describe('content', () => {
  it.each<[string, Tracks, unknown[]]>([
    [
      'video and audio',
      [
        ['Video', {}],
        ['Audio', {}],
      ],
      [true, true],
    ],
    [
      'a song with its cover',
      [
        ['Audio', {}],
        ['Image', { Type: 'Cover' }],
      ],
      [false, true],
    ],
    [
      'a cover that is a video',
      [
        ['Audio', {}],
        ['Video', { Type: 'Cover' }],
      ],
      [false, true],
    ],
    ['subtitles', [['Text', {}]], [false, false]],
    ['no stream', [['General', { Format: 'ZIP' }]], [undefined, undefined]],
  ])('of %s', (_, tracks, [video, audio]) => {
    expect(columns(['HasVideo', 'HasAudio'], ...tracks)).toEqual({ HasVideo: video, HasAudio: audio });
  });

  it('lists brands one by one', () => {
    const { CompatibleBrands } = read(['General', { CodecID_Compatible: 'M4A /isom/iso2' }]);
    expect(CompatibleBrands).toBe('["M4A","isom","iso2"]');
  });
});

describe('the size at which a picture is shown', () => {
  it.each([
    [{ Width: '1920', Height: '1080', PixelAspectRatio: '1.000' }, 1920, 1080, 'Landscape'],
    [{ Width: '720', Height: '576', PixelAspectRatio: '1.422' }, 1024, 576, 'Landscape'],
    [{ Width: '1440', Height: '1080', PixelAspectRatio: '1.333' }, 1920, 1080, 'Landscape'],
    [{ Width: '2880', Height: '2160', PixelAspectRatio: '1.333' }, 3840, 2160, 'Landscape'],
    [{ Width: '1920', Height: '1080', Rotation: '90.000' }, 1080, 1920, 'Portrait'],
    [{ Width: '1920', Height: '1080', Rotation: '270.000' }, 1080, 1920, 'Portrait'],
    [{ Width: '1080', Height: '1920', Rotation: '180.000' }, 1080, 1920, 'Portrait'],
    [{ Width: '640', Height: '640' }, 640, 640, 'Square'],
  ])('of %j', (fields, width, height, orientation) => {
    expect(read(['Video', fields])).toMatchObject({
      VideoDisplayWidth: BigInt(width),
      VideoDisplayHeight: BigInt(height),
      VideoOrientation: orientation,
    });
  });

  it('is that of the film, not of its cover', () => {
    const film = { Width: '1920', Height: '1080' };
    expect(read(['Video', { Type: 'Cover', Width: '300', Height: '300' }], ['Video', film])).toMatchObject({
      VideoDisplayWidth: 1920n,
    });
  });

  it('is absent when no size is told', () => {
    expect(read(['Video', { Width: '1920' }])).not.toHaveProperty('VideoDisplayWidth');
  });
});

describe('high dynamic range', () => {
  const pq = { transfer_characteristics: 'PQ' };
  it.each<[object, unknown]>([
    [{ transfer_characteristics: 'HLG' }, '["HLG"]'],
    [pq, '["PQ"]'],
    [{ ...pq, HDR_Format: 'SMPTE ST 2086', HDR_Format_Compatibility: 'HDR10' }, '["HDR10"]'],
    [{ transfer_characteristics: 'BT.709', HDR_Format: 'SMPTE ST 2086' }, undefined],
    [
      { ...pq, HDR_Format: 'Dolby Vision / SMPTE ST 2086', HDR_Format_Compatibility: 'HDR10 / HDR10' },
      '["Dolby Vision","HDR10"]',
    ],
    [
      { ...pq, HDR_Format: 'SMPTE ST 2094 App 4', HDR_Format_Compatibility: 'HDR10+ Profile B' },
      '["HDR10+"]',
    ],
    [
      { transfer_characteristics: 'HLG', HDR_Format: 'Dolby Vision', HDR_Format_Compatibility: 'HLG' },
      '["Dolby Vision","HLG"]',
    ],
    [{ transfer_characteristics: 'BT.709' }, undefined],
  ])('of %j', (fields, expected) => {
    expect(read(['Video', { ...fields }])['HdrFormats']).toBe(expected);
    expect(read(['Image', { ...fields }])['HdrFormats']).toBe(expected);
  });

  it('tells what Dolby Vision’s part of a field says', () => {
    const first = { HDR_Format: 'Dolby Vision / SMPTE ST 2086', HDR_Format_Profile: 'dvhe.08 / ' };
    const second = { HDR_Format: 'SMPTE ST 2094 App 4 / Dolby Vision', HDR_Format_Profile: ' / dvhe.05' };
    expect(read(['Video', { ...first, HDR_Format_Level: '06 / ' }])).toMatchObject({
      DolbyVisionProfile: 'dvhe.08',
      DolbyVisionLevel: '06',
    });
    expect(read(['Video', second])['DolbyVisionProfile']).toBe('dvhe.05');
    expect(read(['Video', { HDR_Format_Profile: 'x' }])).not.toHaveProperty('DolbyVisionProfile');
  });
});

describe('a position', () => {
  it.each([
    ['35.658600°N 139.745392°E 12.000m', '35.6586,139.745392'],
    ['33.856800°S 151.215300°E', '-33.8568,151.2153'],
    ['35°39\'30.960"N 139°44\'43.440"W 12m', '35.6586,-139.7454'],
    ['+35.6586+139.7454+012.0/', '35.6586,139.7454'],
    ['12 /18 /0', undefined],
    ['95.0°N 139.0°E', undefined],
    ['Berlin', undefined],
    ['139.0°E 35.0°N', undefined],
  ])('of %s', (Recorded_Location, expected) => {
    expect(read(['General', { Recorded_Location }])['GpsPosition']).toBe(expected);
  });
});

describe('sound', () => {
  it.each<[object, unknown]>([
    [{ Format: 'E-AC-3', Format_AdditionalFeatures: 'JOC' }, '["Dolby Atmos"]'],
    [{ Format: 'MLP FBA', Format_Commercial_IfAny: 'Dolby TrueHD with Dolby Atmos' }, '["Dolby Atmos"]'],
    [{ Format: 'DTS', Format_AdditionalFeatures: 'XLL X' }, '["DTS:X"]'],
    [{ Format: 'DTS', Format_AdditionalFeatures: 'XLL' }, undefined],
    [{ Format: 'MPEG-H 3D Audio' }, '["MPEG-H"]'],
    [{ Format: 'PCM', extra: { Metadata_Format: 'ADM, Version 2' } }, '["ADM"]'],
    [{ Format: 'AAC' }, undefined],
  ])('with objects: %j', (fields, expected) => {
    expect(read(['Audio', { ...fields } as Tracks[0][1]])['AudioObjectFormats']).toBe(expected);
  });

  it('has the time reference of a Broadcast Wave, and of nothing else', () => {
    const Delay = '3600.000000000';
    expect(read(['Audio', { Delay, Delay_Source: 'Container (bext)' }])['BwfTimeReference']).toBe(3_600);
    expect(read(['Audio', { Delay, Delay_Source: 'Container' }])).not.toHaveProperty('BwfTimeReference');
  });
});

describe('texts', () => {
  it('tell services and roles', () => {
    const tracks: Tracks = [
      ['Text', { Format: 'EIA-608', extra: { CaptionServiceName: 'CC1' } }],
      ['Text', { Format: 'Teletext Subtitle', ID: '2401-888', Forced: 'No', Default: 'Yes' }],
      ['Text', { Format: 'UTF-8', ID: '5-100', ServiceKind: 'HI' }],
    ];
    expect(read(...tracks)).toMatchObject({
      TextServices: '["CC1","888"]',
      TextRoles: '["Default","SDH"]',
    });
  });
});

describe('a timecode', () => {
  const names = ['TimeCodeFirstFrame', 'TimeCodeDropFrame', 'TimeCodeSource'];
  const inVideo: Tracks[0] = [
    'Video',
    {
      TimeCode_FirstFrame: '01:00:00;00',
      TimeCode_DropFrame: 'Yes',
      TimeCode_Source: 'Group of pictures header',
    },
  ];
  const own: Tracks[0] = ['Other', { Format: 'QuickTime TC', TimeCode_FirstFrame: '10:00:00:00' }];

  it('is that of a track of its own', () => {
    expect(columns(names, inVideo, ['Other', { Format: 'RTP' }], own)).toEqual({
      TimeCodeFirstFrame: '10:00:00:00',
      TimeCodeDropFrame: undefined,
      TimeCodeSource: 'QuickTime TC',
    });
  });

  it('otherwise that of the video', () => {
    expect(Object.values(columns(names, inVideo))).toEqual(['01:00:00;00', true, 'Group of pictures header']);
  });
});

describe('remarks on conformance', () => {
  const inTrack = (inside: string): string =>
    report(['General', {}]).replace('</track>', `<extra>${inside}</extra></track>`);

  it('are counted one by one, however deep they stand', () => {
    const errors =
      '<ConformanceErrors><mdat><GeneralCompliance>a / b</GeneralCompliance></mdat>' +
      '<moov><trak><x>c</x><x>d</x></trak><trak><x>e</x></trak></moov></ConformanceErrors>';
    expect(readColumns(parseReport(inTrack(errors)))).toMatchObject({
      ConformanceErrorCount: 5n,
      ConformanceErrors: 'a; b; c',
    });
  });

  it('are absent where there are none', () => {
    const row = readColumns(parseReport(inTrack('<ConformanceWarnings></ConformanceWarnings>')));
    expect(row).not.toHaveProperty('ConformanceWarningCount');
    expect(row).not.toHaveProperty('ConformanceErrorCount');
  });
});

describe('tracks', () => {
  it('are told one by one, with numbers as numbers', () => {
    const row = read(
      ['General', { Format: 'Matroska' }],
      ['Video', { Format: 'HEVC', Width: '1920', FrameRate: '23.976', transfer_characteristics: 'HLG' }],
      ['Audio', { Format: 'DTS', Channels: '8 / 6', FrameRate: '93.750', Language: 'ja', Default: 'Yes' }],
      ['Menu', {}],
    );
    expect(JSON.parse(row['Tracks']!)).toEqual([
      { Kind: 'Video', Format: 'HEVC', Width: 1920, FrameRate: 23.976, HdrFormats: ['HLG'] },
      { Kind: 'Audio', Format: 'DTS', Language: 'ja', Default: true, Channels: 8 },
    ]);
    expect(row).not.toHaveProperty('TracksLeftOut');
  });

  it('are at most as many as the index takes, and the row says how many it lacks', () => {
    const row = read(...Array.from({ length: 300 }, (): Tracks[0] => ['Audio', { Format: 'PCM' }]));
    expect(JSON.parse(row['Tracks']!)).toHaveLength(256);
    expect(row['TracksLeftOut']).toBe(44n);
  });

  it('take at most 64 KB', () => {
    const Title = '"'.repeat(2_000);
    const row = read(...Array.from({ length: 200 }, (): Tracks[0] => ['Text', { Format: Title, Title }]));
    const kept = JSON.parse(row['Tracks']!).length;
    expect(Buffer.byteLength(row['Tracks']!)).toBeLessThanOrEqual(64 * 1024);
    expect(row['TracksLeftOut']).toBe(BigInt(200 - kept));
  });
});
