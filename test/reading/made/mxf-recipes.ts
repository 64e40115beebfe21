import type { Recipe } from './make-media';

const mxf = (name: string, tracks: string[], more: Partial<Recipe> = {}): Recipe => ({
  name: `mxf-${name}`,
  extension: 'mxf',
  tracks,
  ...more,
});

/** A tone as long as the longest video. */
const sound = (segment: string): string => `${segment}*240s`;
const times = (count: number, track: string): string[] => Array.from({ length: count }, () => track);
const atom = { args: ['-f', 'mxf_opatom'] };
const d10 = { args: ['-f', 'mxf_d10'] };

/** Essences, wrappings and sounds, long enough for all that MediaInfo reads. */
const USUAL: Recipe[] = [
  mxf('hd422', ['hd422*240']),
  mxf('hd422-mono', ['hd422*240', sound('mono16')]),
  mxf('hd422-two-mono', ['hd422*240', ...times(2, sound('mono16'))]),
  mxf('hd422-eight-mono', ['hd422*240', ...times(8, sound('mono24'))]),
  mxf('hd422-stereo', ['hd422*240', sound('stereo16')]),
  mxf('hd422-stereo-24', ['hd422*240', sound('stereo24')]),
  mxf('hd422-long', ['hd422*600', sound('stereo24')]),
  mxf('hd422-interlaced', ['hd422-interlaced*240', ...times(4, sound('mono24'))]),
  mxf('hd422-intra', ['hd422-intra*200', sound('stereo24')]),
  mxf('hd422-timecode', ['hd422*200', sound('stereo24')], { args: ['-timecode', '10:00:00:00'] }),
  mxf('hd420', ['hd420*200', ...times(4, sound('mono16'))]),
  mxf('sd420', ['sd420*160', sound('stereo16')]),
  mxf('short', ['hd422*40', sound('stereo16')]),
  mxf('d10', ['d10*200', sound('stereo16')], d10),
  mxf('d10-silent', ['d10*160'], d10),
  mxf('dv', ['dv*160', sound('stereo16')]),
  mxf('dv50', ['dv50*160', ...times(2, sound('mono16'))]),
  mxf('dnxhd', ['dnxhd*200', sound('stereo24')]),
  mxf('dnxhr', ['dnxhr*160', sound('stereo24')]),
  mxf('j2k', ['j2k*150', sound('stereo24')]),
  mxf('avc-intra', ['avc-intra*240', ...times(4, sound('mono24'))]),
  mxf('avc', ['avc*200', sound('stereo24')]),
  mxf('avc-b', ['avc-b*200', sound('stereo24')]),
  mxf('atom-dnxhd', ['dnxhd*160'], atom),
  mxf('atom-dnxhr', ['dnxhr*160'], atom),
  mxf('atom-avc-intra', ['avc-intra*200'], atom),
  mxf('atom-mpeg2', ['hd422-intra*160'], atom),
  mxf('atom-dv', ['dv*100'], atom),
  mxf('atom-pcm', ['mono24*900s'], atom),
  mxf('cut', ['hd422*240', sound('stereo16')], { kept: 0.6 }),
  mxf('cut-footer', ['hd422*200', sound('stereo16')], { kept: 0.999 }),
  mxf('cut-avc', ['avc*200', sound('stereo24')], { kept: 0.7 }),
  mxf('cut-dnxhd', ['dnxhd*160', sound('stereo24')], { kept: 0.5 }),
];

/** Something begins, ends or changes further on. */
const LATE: Recipe[] = [
  mxf('captions', ['hd422-captions*200', sound('stereo16')]),
  mxf('captions-at-12', ['hd422-plain*12 hd422-captions*190', sound('stereo16')]),
  mxf('captions-at-45', ['hd422-plain*45 hd422-captions*160', sound('stereo16')]),
  mxf('captions-at-75', ['hd422-plain*75 hd422-captions*130', sound('stereo16')]),
  mxf('captions-middle', ['hd422-plain*125 hd422-captions*24 hd422-plain*60', sound('stereo16')]),
  mxf('captions-behind-middle', ['hd422-plain*150 hd422-captions*24 hd422-plain*60', sound('stereo16')]),
  mxf('captions-sd', ['sd420*60 sd420-captions*60', sound('stereo16')]),
  mxf('captions-sd-late', ['sd420*90 sd420-captions*16 sd420*40', sound('stereo16')]),
  mxf('avc-captions', ['avc-captions*180', sound('stereo16')]),
  mxf('avc-captions-at-30', ['avc*30 avc-captions*150', sound('stereo16')]),
  mxf('avc-captions-middle', ['avc*120 avc-captions*60', sound('stereo16')]),
  mxf('st337', ['hd422*200', 'st337*240s']),
  mxf('st337-soon', ['hd422*200', 'short-silence*1s st337*240s']),
  mxf('st337-at-4s', ['hd422*200', 'silence*4s st337*240s']),
  mxf('st337-at-24s', ['hd422*300', 'silence*24s st337*240s']),
  mxf('st337-after-tone', ['hd422*200', 'stereo16*6s st337*240s']),
  mxf('st337-dnxhd-soon', ['dnxhd*160', 'short-silence*1s st337*240s']),
  mxf('st337-j2k-soon', ['j2k*110', 'short-silence*1s st337*240s']),
  mxf('gop-changes-at-20', ['hd422-plain*20 hd422*180', sound('stereo16')]),
  mxf('gop-changes-at-90', ['hd422-plain*90 hd422*110', sound('stereo16')]),
  mxf('gop-changes-middle', ['hd422-plain*130 hd422*100', sound('stereo16')]),
  mxf('matrix-changes', ['hd422-plain*40 hd422-matrix*160', sound('stereo16')]),
  mxf('aspect-changes', ['sd420*30 sd420-wide*100', sound('stereo16')]),
  mxf('avc-b-at-40', ['avc*40 avc-b*140', sound('stereo16')]),
  mxf('avc-cabac-at-40', ['avc-cabac*40 avc*140', sound('stereo16')]),
];

export const MXF_RECIPES: readonly Recipe[] = [...USUAL, ...LATE];
