/** Short pieces of media, encoded once, of which the files are put together without encoding again. */
export interface Segment {
  extension: string;
  /** Arguments of ffmpeg, all but the output. */
  args: string[];
  /** Codec whose elementary stream gets captions. */
  captions?: 'mpeg2' | 'avc';
}

const picture = (size: string, seconds: number, filters = '', rate = '25'): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}${filters}`, '-t', `${seconds}`],
];
const rate = (bits: string): string[] => ['-b:v', bits, '-minrate', bits, '-maxrate', bits];
const ts = (args: string[], captions?: Segment['captions']): Segment => ({
  extension: 'ts',
  args,
  ...(captions && { captions }),
});

const MPEG2 = ['-c:v', 'mpeg2video'];
const HD422 = [...MPEG2, '-pix_fmt', 'yuv422p', ...rate('50M'), '-bufsize', '8M'];
const INTERLACED = ['-flags', '+ildct+ilme', '-top', '1'];
const D10 = [
  ...['-pix_fmt', 'yuv422p', '-g', '1', '-flags', '+ildct+low_delay', '-dc', '10', '-intra_vlc', '1'],
  ...['-non_linear_quant', '1', '-ps', '1', '-qmin', '1', '-qmax', '28', '-top', '1', '-bufsize', '2M'],
  ...['-rc_max_vbv_use', '1', '-rc_min_vbv_use', '1', '-rc_init_occupancy', '2M'],
];
const AVC = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
/** Filler data gives the bit rate at once. */
const filler = (bits: string, more = ''): string[] => [
  ...['-b:v', bits, '-maxrate', bits, '-bufsize', bits],
  ...['-x264-params', `nal-hrd=cbr:filler=1:aud=1${more}`],
];
const AVC_INTRA = [
  ...AVC.slice(0, 4),
  '-pix_fmt',
  'yuv422p10le',
  '-x264-params',
  'avcintra-class=100:interlaced=1',
];
const HEVC = ['-c:v', 'libx265', '-preset', 'ultrafast', '-b:v', '12M'];
const x265 = (more: string): string[] => ['-x265-params', `log-level=none:keyint=25${more}`];
const NOISE = ',noise=alls=60:allf=t';

const tone = (seconds: number, channels = 2, sampling = 48000): string[] => [
  ...['-f', 'lavfi', '-i', `sine=f=440:r=${sampling}:d=${seconds}`, '-ac', `${channels}`],
];
const wav = (codec: string, channels = 1): Segment => ({
  extension: 'wav',
  args: [...tone(4, channels), '-c:a', codec],
});
const wavOf = (source: string, seconds: number): Segment => ({
  extension: 'wav',
  args: ['-f', 'lavfi', '-i', source, '-t', `${seconds}`, '-c:a', 'pcm_s16le'],
});
const sound = (codec: string, ...more: string[]): Segment => ({
  extension: 'ts',
  args: [...tone(4), '-c:a', codec, ...more],
});

export const SEGMENTS: Record<string, Segment> = {
  hd422: ts([...picture('1280x720', 2), ...HD422, '-bf', '2', '-g', '12']),
  'hd422-intra': ts([...picture('1280x720', 2), ...HD422, '-g', '1']),
  'hd422-plain': ts([...picture('1280x720', 2), ...HD422, '-bf', '0', '-g', '12']),
  'hd422-captions': ts([...picture('1280x720', 2), ...HD422, '-bf', '0', '-g', '12'], 'mpeg2'),
  'hd422-matrix': ts([
    ...[...picture('1280x720', 2), ...HD422, '-bf', '0', '-g', '12'],
    ...['-intra_matrix', Array.from({ length: 64 }, (_, i) => (i === 0 ? 8 : 20 + (i >> 1))).join(',')],
  ]),
  'hd422-interlaced': ts([...picture('1920x1080', 2), ...HD422, ...INTERLACED, '-bf', '2', '-g', '12']),
  hd420: ts([
    ...picture('1440x1080', 2),
    ...MPEG2,
    ...rate('25M'),
    '-bufsize',
    '8M',
    ...INTERLACED,
    '-bf',
    '2',
  ]),
  sd420: ts([...picture('720x576', 2), ...MPEG2, ...rate('8M'), '-bufsize', '1800k', '-bf', '0', '-g', '12']),
  'sd420-captions': ts(
    [...picture('720x576', 2), ...MPEG2, ...rate('8M'), '-bufsize', '1800k', '-bf', '0', '-g', '12'],
    'mpeg2',
  ),
  'sd420-wide': ts([
    ...[...picture('720x576', 2), ...MPEG2, ...rate('8M'), '-bufsize', '1800k', '-bf', '0', '-g', '12'],
    ...['-aspect', '16:9'],
  ]),
  'hd422-30': ts([
    ...[...picture('1920x1080', 2, '', '30000/1001'), ...HD422, ...INTERLACED, '-bf', '2', '-g', '15'],
  ]),
  'hd422-50': ts([...picture('1280x720', 1, '', '50'), ...HD422, '-bf', '2', '-g', '24']),
  'sd420-30': ts([
    ...[...picture('720x480', 2, '', '30000/1001'), ...MPEG2, ...rate('8M'), '-bufsize', '1800k'],
    ...[...INTERLACED, '-bf', '2', '-g', '15'],
  ]),
  d10: ts([...picture('720x608', 1), ...MPEG2, ...D10, ...rate('50M')]),
  dv: { extension: 'mov', args: [...picture('720x576', 2), '-c:v', 'dvvideo'] },
  dv50: { extension: 'mov', args: [...picture('720x576', 2), '-c:v', 'dvvideo', '-pix_fmt', 'yuv422p'] },
  dnxhd: {
    extension: 'mov',
    args: [...picture('1920x1080', 1), '-c:v', 'dnxhd', '-b:v', '120M', '-pix_fmt', 'yuv422p'],
  },
  dnxhr: {
    extension: 'mov',
    args: [...picture('1280x720', 1), '-c:v', 'dnxhd', '-profile:v', 'dnxhr_sq', '-pix_fmt', 'yuv422p'],
  },
  j2k: { extension: 'mov', args: [...picture('640x360', 1, NOISE), '-c:v', 'libopenjpeg'] },
  'j2k-other': { extension: 'mov', args: [...picture('320x240', 1, NOISE), '-c:v', 'libopenjpeg'] },
  'dnxhd-interlaced': {
    extension: 'mov',
    args: [
      ...[...picture('1920x1080', 1), '-c:v', 'dnxhd', '-b:v', '120M', '-pix_fmt', 'yuv422p'],
      ...['-flags', '+ildct+ilme'],
    ],
  },
  'dnxhr-10': {
    extension: 'mov',
    args: [
      ...[...picture('1280x720', 1), '-c:v', 'dnxhd', '-profile:v', 'dnxhr_hqx'],
      ...['-pix_fmt', 'yuv422p10le'],
    ],
  },
  'avc-24': ts([
    ...[...picture('1280x720', 2, '', '24000/1001'), ...AVC, '-bf', '2', '-g', '24', ...filler('20M')],
  ]),
  'avc-422': ts([
    ...[...picture('1280x720', 2), ...AVC.slice(0, 4), '-pix_fmt', 'yuv422p10le', '-bf', '1', '-g', '12'],
    ...[...filler('30M'), '-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
  ]),
  'avc-interlaced': ts([
    ...[...picture('1920x1080', 1), ...AVC, '-bf', '0', '-g', '12', ...filler('30M', ':interlaced=1')],
  ]),
  'avc-intra': ts([...picture('1920x1080', 1), ...AVC_INTRA]),
  avc: ts([...picture('1280x720', 2), ...AVC, '-bf', '0', '-g', '25', ...filler('30M')]),
  'avc-captions': ts([...picture('1280x720', 2), ...AVC, '-bf', '0', '-g', '25', ...filler('30M')], 'avc'),
  'avc-b': ts([...picture('1280x720', 2), ...AVC, '-bf', '2', '-g', '25', ...filler('30M')]),
  'avc-cabac': ts([
    ...[...picture('1280x720', 2), ...AVC, '-bf', '0', '-g', '25', '-coder', '1', ...filler('30M')],
  ]),
  'avc-low': ts([...picture('640x360', 4), ...AVC, '-bf', '2', '-g', '50', ...filler('6M')]),
  'avc-low-other': ts([...picture('320x180', 4), ...AVC, '-bf', '2', '-g', '50', ...filler('6M')]),
  'avc-low-interlaced': ts([
    ...[...picture('640x360', 4), ...AVC, '-bf', '0', '-g', '50', ...filler('6M', ':interlaced=1')],
  ]),
  hevc: ts([...picture('640x360', 2, NOISE), ...HEVC, ...x265(':bframes=2')]),
  'hevc-hdr': ts([
    ...[...picture('640x360', 2, NOISE), ...HEVC, '-pix_fmt', 'yuv420p10le'],
    ...x265(
      ':bframes=2:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:repeat-headers=1' +
        ':master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400',
    ),
  ]),
  'hevc-10': ts([...picture('640x360', 2, NOISE), ...HEVC, '-pix_fmt', 'yuv420p10le', ...x265(':bframes=2')]),
  mono16: wav('pcm_s16le'),
  mono24: wav('pcm_s24le'),
  stereo16: wav('pcm_s16le', 2),
  stereo24: wav('pcm_s24le', 2),
  silence: wavOf('anullsrc=r=48000:cl=stereo', 4),
  'short-silence': wavOf('anullsrc=r=48000:cl=stereo', 0.2),
  /** AC-3 in PCM as SMPTE ST 337 says: two words of 16 bits are the two channels. */
  st337: { extension: 'spdif', args: [...tone(4), '-c:a', 'ac3'] },
  aac: sound('aac'),
  'aac-51': { extension: 'ts', args: [...tone(4, 6), '-c:a', 'aac'] },
  ac3: sound('ac3'),
  'ac3-dialnorm': sound('ac3', '-dialnorm', '-24', '-dsur_mode', '2'),
  'ac3-51': { extension: 'ts', args: [...tone(4, 6), '-c:a', 'ac3'] },
  eac3: sound('eac3'),
  mp2: sound('mp2', '-b:a', '256k'),
  'mp2-low': sound('mp2', '-b:a', '128k'),
  mp3: sound('libmp3lame'),
  dts: sound('dca', '-strict', '-2', '-b:a', '768k'),
  opus: sound('libopus'),
  s302m: sound('s302m', '-strict', '-2'),
};
