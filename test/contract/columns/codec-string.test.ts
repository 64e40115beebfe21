import { codecString } from '../../../contract/columns/codec-string';
import { parseReport } from '../../../functions/extract/report/parse-report';
import { report } from '../../functions/extract/support/opened-object';

const codecOf = (type: string, fields: Record<string, string>) =>
  parseReport(report([type, fields])).tracks.map(codecString)[0];
const video = (fields: Record<string, string>) => codecOf('Video', fields);
const audio = (fields: Record<string, string>) => codecOf('Audio', fields);

describe('the codec string of H.264', () => {
  const avc = (Format_Profile: string, Format_Level: string, CodecID = 'avc1') =>
    video({ Format: 'AVC', Format_Profile, Format_Level, CodecID });

  it.each([
    ['High', '4', 'avc1.640028'],
    ['High', '5.1', 'avc1.640033'],
    ['High', '1.2', 'avc1.64000C'],
    ['Progressive High', '3.1', 'avc1.64081F'],
    ['Constrained High', '3.1', 'avc1.640C1F'],
    ['High 10', '4.1', 'avc1.6E0029'],
    ['High 10 Intra', '5', 'avc1.6E1032'],
    ['High 4:2:2 Intra', '4.1', 'avc1.7A1029'],
    ['High 4:4:4 Predictive', '6.2', 'avc1.F4003E'],
  ])('in %s at level %s is %s', (profile, level, expected) => {
    expect(avc(profile, level)).toBe(expected);
  });

  it('names the sample entry that is there, and avc1 where there is none', () => {
    expect(avc('High', '4', 'avc3')).toBe('avc3.640028');
    expect(avc('High', '4', 'V_MPEG4/ISO/AVC')).toBe('avc1.640028');
    expect(avc('High', '4', '27')).toBe('avc1.640028');
  });

  it.each([
    ['Baseline', '3'],
    ['Constrained Baseline', '3'],
    ['Main', '4'],
    ['Stereo High / High', '4 / 4'],
    ['High', '1b'],
    ['High', ''],
    ['', '4'],
    ['constructor', '4'],
  ])('is absent in %j at level %j', (profile, level) => {
    expect(avc(profile, level)).toBeUndefined();
  });
});

describe('the codec string of AV1', () => {
  const AV1 = { Format: 'AV1', Format_Profile: 'Main', Format_Level: '3.1', BitDepth: '8' };

  it.each([
    [{}, 'av01.0.05M.08'],
    [{ Format_Level: '2.0' }, 'av01.0.00M.08'],
    [{ Format_Level: '3.3', BitDepth: '10' }, 'av01.0.07M.10'],
    [{ ChromaSubsampling: '4:2:0', colour_range: 'Limited', colour_primaries: 'BT.709' }, 'av01.0.05M.08'],
  ])('with %j is %s', (fields, expected) => {
    expect(video({ ...AV1, ...fields })).toBe(expected);
  });

  it.each<Record<string, string>>([
    { Format_Level: '4.0' },
    { Format_Level: '5.1' },
    { BitDepth: '' },
    { Format_Profile: 'Unknown' },
    { transfer_characteristics: 'PQ' },
    { colour_range: 'Full' },
    { ColorSpace: 'Y' },
    { Format_Profile: 'High', ChromaSubsampling: '4:4:4' },
  ])('is absent with %j: the tier or the colours are not those of the short form', (fields) => {
    expect(video({ ...AV1, ...fields })).toBeUndefined();
  });
});

describe('the codec string of other video', () => {
  it.each([
    [{ Format: 'VP8', CodecID: 'V_VP8' }, 'vp8'],
    [{ Format: 'ProRes', CodecID: 'apch' }, 'apch'],
    [{ Format: 'MPEG Video', CodecID: 'mp4v-61' }, 'mp4v.61'],
  ])('%j is %s', (fields, expected) => {
    expect(video(fields)).toBe(expected);
  });

  it.each<Record<string, string>>([
    { Format: 'HEVC', Format_Profile: 'Main 10', Format_Level: '5.1', Format_Tier: 'Main', CodecID: 'hvc1' },
    { Format: 'VP9', Format_Profile: '0', BitDepth: '8', CodecID: 'vp09' },
    { Format: 'MPEG-4 Visual', Format_Profile: 'Simple', Format_Level: '1', CodecID: 'mp4v-20' },
    { Format: 'toString' },
    {},
  ])('of %j is absent: the report does not tell all of it', (fields) => {
    expect(video(fields)).toBeUndefined();
  });
});

describe('the codec string of audio', () => {
  it.each([
    [{ Format: 'AAC', Format_AdditionalFeatures: 'LC', CodecID: 'mp4a-40-2' }, 'mp4a.40.2'],
    [{ Format: 'AAC', Format_AdditionalFeatures: 'LC SBR', CodecID: 'mp4a-40-5' }, 'mp4a.40.5'],
    [{ Format: 'USAC', CodecID: 'mp4a-40-42' }, 'mp4a.40.42'],
    [{ Format: 'AAC', Format_AdditionalFeatures: 'LC', CodecID: '15-2' }, 'mp4a.40.2'],
    [{ Format: 'MPEG Audio', Format_Profile: 'Layer 3', CodecID: 'mp4a-6B' }, 'mp4a.6B'],
    [{ Format: 'MPEG Audio', Format_Profile: 'Layer 3', CodecID: '55' }, 'mp3'],
    [{ Format: 'AC-3', CodecID: 'ac-3' }, 'ac-3'],
    [{ Format: 'E-AC-3', CodecID: 'A_EAC3' }, 'ec-3'],
    [{ Format: 'Opus', CodecID: 'Opus' }, 'opus'],
    [{ Format: 'FLAC', CodecID: 'fLaC' }, 'flac'],
    [{ Format: 'ALAC', CodecID: 'alac' }, 'alac'],
    [{ Format: 'DTS', CodecID: 'dtsc' }, 'dtsc'],
  ])('%j is %s', (fields, expected) => {
    expect(audio(fields)).toBe(expected);
  });

  it.each<Record<string, string>>([
    { Format: 'AAC', Format_AdditionalFeatures: 'LC SBR', CodecID: '15-2' },
    { Format: 'AAC', CodecID: 'mp4a-40' },
    { Format: 'MPEG Audio', Format_Profile: 'Layer 2' },
    { Format: 'PCM', CodecID: '1' },
  ])('of %j is absent', (fields) => {
    expect(audio(fields)).toBeUndefined();
  });

  it('is of videos and audios only', () => {
    expect(codecOf('Text', { Format: 'Opus' })).toBeUndefined();
  });
});
