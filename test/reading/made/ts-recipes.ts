import type { Recipe } from './make-media';

const ts = (name: string, tracks: string[], more: Partial<Recipe> = {}): Recipe => ({
  name: `ts-${name}`,
  extension: 'ts',
  tracks,
  ...more,
});
const m2ts = (name: string, tracks: string[]): Recipe => ({
  name: `m2ts-${name}`,
  extension: 'm2ts',
  tracks,
  args: ['-mpegts_m2ts_mode', '1'],
});

const sound = (segment: string): string => `${segment}*400s`;
const TWO_PROGRAMS = [
  ...['-program', 'title=One:st=0:st=1', '-program', 'title=Two:st=2:st=3'],
  ...['-metadata', 'service_provider=Test'],
];

/** Codecs, rates and packets, long enough for all that MediaInfo reads. */
const USUAL: Recipe[] = [
  ts('avc-aac', ['avc*160', sound('aac')]),
  ts('avc-low-aac', ['avc-low*110', sound('aac')]),
  ts('avc-ac3', ['avc*120', sound('ac3')]),
  ts('avc-eac3', ['avc*120', sound('eac3')]),
  ts('avc-dts', ['avc*120', sound('dts')]),
  ts('avc-opus', ['avc*110', sound('opus')]),
  ts('avc-mp3', ['avc*110', sound('mp3')]),
  ts('avc-s302m', ['avc*110', sound('s302m')]),
  ts('avc-aac-51', ['avc-b*120', sound('aac-51')]),
  ts('avc-many', ['avc*120', sound('aac'), sound('ac3'), sound('mp2'), sound('eac3')]),
  ts('avc-alone', ['avc*120']),
  ts('mpeg2-mp2', ['hd420*140', sound('mp2')]),
  ts('mpeg2-sd', ['sd420*110', sound('mp2')]),
  ts('mpeg2-ac3', ['hd422*150', sound('ac3-51')]),
  ts('mpeg2-interlaced', ['hd422-interlaced*150', sound('mp2')]),
  ts('hevc-aac', ['hevc*110', sound('aac')]),
  ts('hevc-hdr-eac3', ['hevc-hdr*110', sound('eac3')]),
  ts('constant-rate', ['avc-low*30', sound('aac')], { args: ['-muxrate', '40M'] }),
  ts('constant-rate-mpeg2', ['sd420*70', sound('mp2')], { args: ['-muxrate', '14M'] }),
  ts('two-programs', ['avc-low*60', sound('aac'), 'sd420*90', sound('mp2')], { args: TWO_PROGRAMS }),
  ts('packets-204', ['avc*120', sound('mp2')], { packets204: true }),
  ts('short', ['avc*40', sound('aac')]),
  ts('cut', ['avc*160', sound('aac')], { kept: 0.7 }),
  m2ts('avc-ac3', ['avc*120', sound('ac3')]),
  m2ts('mpeg2-ac3', ['hd422*140', sound('ac3')]),
  m2ts('hevc-dts', ['hevc*110', sound('dts')]),
];

/** Something begins, ends or changes further on. */
const LATE: Recipe[] = [
  ts('captions', ['avc-captions*120', sound('aac')]),
  ts('captions-at-10', ['avc*10 avc-captions*110', sound('aac')]),
  ts('captions-at-25', ['avc*25 avc-captions*110', sound('aac')]),
  ts('captions-at-45', ['avc*45 avc-captions*110', sound('aac')]),
  ts('captions-at-100', ['avc*100 avc-captions*60', sound('aac')]),
  ts('captions-end', ['avc*150 avc-captions*12', sound('aac')]),
  ts('mpeg2-captions-at-15', ['sd420*15 sd420-captions*90', sound('mp2')]),
  ts('mpeg2-captions-at-27', ['sd420*27 sd420-captions*90', sound('mp2')]),
  ts('mpeg2-captions-at-50', ['hd422-plain*50 hd422-captions*90', sound('mp2')]),
  ts('gop-changes-at-20', ['hd422-plain*20 hd422*110', sound('mp2')]),
  ts('gop-changes-at-50', ['hd422-plain*50 hd422*90', sound('mp2')]),
  ts('aspect-changes-at-20', ['sd420*20 sd420-wide*90', sound('mp2')]),
  ts('format-changes-at-15', ['avc-low*15 avc-low-other*90', sound('aac')]),
  ts('format-changes-at-50', ['avc-low*50 avc-low-other*60', sound('aac')]),
  ts('interlaced-at-15', ['avc-low*15 avc-low-interlaced*90', sound('aac')]),
  ts('hdr-at-15', ['hevc-10*15 hevc-hdr*90', sound('aac')]),
  ts('sound-changes', ['avc*120', 'aac*12s aac-51*400s']),
  ts('dialnorm-changes', ['avc*120', 'ac3*8s ac3-dialnorm*400s']),
  ts('mp2-changes', ['avc*120', 'mp2*8s mp2-low*400s']),
  ts('program-changes-at-10', ['avc*10', sound('aac')], {
    joined: [ts('x', ['avc*110', sound('aac'), sound('ac3')])],
  }),
  ts('program-changes-at-50', ['avc*50', sound('aac')], {
    joined: [ts('x', ['avc*90', sound('aac'), sound('ac3')])],
  }),
  ts('clock-jumps-at-20', ['avc-low*20', sound('aac')], {
    joined: [ts('x', ['avc-low*80', sound('aac')], { args: ['-output_ts_offset', '5000'] })],
  }),
  ts('clock-jumps-at-70', ['avc-low*70', sound('aac')], {
    joined: [ts('x', ['avc-low*40', sound('aac')], { args: ['-output_ts_offset', '5000'] })],
  }),
  m2ts('captions-at-20', ['avc*20 avc-captions*90', sound('ac3')]),
];

export const TS_RECIPES: readonly Recipe[] = [...USUAL, ...LATE];
