/**
 * An encoded segment from which files are made. It is encoded once; repeating its streams takes almost no
 * time.
 */
export interface Segment {
  name: string;
  extension: string;
  /** Arguments of ffmpeg before the output. */
  args: string[];
}

/** One file of the corpus. */
export interface Recipe {
  /** Name of the case. */
  name: string;
  extension: string;
  /** True when `--quick` measures it. */
  quick: boolean;
  /** Repeated by stream copy. Absent when ffmpeg makes the file in one step. */
  segment?: Segment;
  /** How often the segment is repeated after the first time. */
  loops?: number;
  /** ffmpeg's arguments between input and output. */
  args: string[];
  /** The file is made this long with a hole at the end of its media data. */
  sparseBytes?: number;
  /** A small file of the repository that is used instead when ffmpeg is not installed. */
  fixture: string;
}

const tone = ['-f', 'lavfi', '-i', 'sine=f=440:r=48000'];
const picture = (filters: string): string[] => ['-f', 'lavfi', '-i', `testsrc2=${filters}`];
const constantRate = (rate: string, buffer = rate): string[] => [
  ...['-b:v', rate, '-minrate', rate, '-maxrate', rate, '-bufsize', buffer],
];

/** Filler data gives the bit rate: a fast encoder needs 2 s for six groups of pictures at 10 Mb/s. */
const h264: Segment = {
  name: 'h264',
  extension: 'mp4',
  args: [
    ...picture('s=1280x720:r=25'),
    ...tone,
    ...['-t', '9.6', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '40', ...constantRate('10M')],
    ...['-x264-params', 'nal-hrd=cbr:filler=1', '-c:a', 'aac', '-b:a', '128k'],
  ],
};

/** Many samples with few bytes, so that three hours have a `moov` of 9 MB. */
const lowRate: Segment = {
  name: 'low-rate',
  extension: 'mp4',
  args: [
    ...picture('s=320x180:r=25'),
    ...['-f', 'lavfi', '-i', 'sine=f=440:r=44100'],
    ...['-t', '10', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '50'],
    ...['-b:v', '60k', '-maxrate', '60k', '-bufsize', '60k', '-c:a', 'aac', '-b:a', '32k'],
  ],
};

const prores: Segment = {
  name: 'prores',
  extension: 'mov',
  args: [...picture('s=1280x720:r=25'), ...tone, '-t', '3', '-c:v', 'prores', '-c:a', 'pcm_s16le'],
};

/** Noise gives at least the bit rate, because x265 writes no filler data. */
const hevc = (name: string, rate: string): Segment => ({
  name,
  extension: 'mkv',
  args: [
    ...picture('s=640x360:r=25,noise=alls=40:allf=t'),
    ...tone,
    ...['-t', '4', '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none:keyint=50'],
    ...['-b:v', rate, '-c:a', 'aac'],
  ],
});

const mpeg4: Segment = {
  name: 'mpeg4',
  extension: 'avi',
  args: [
    ...picture('s=640x360:r=25,noise=alls=40:allf=t'),
    ...tone,
    ...['-t', '6', '-c:v', 'mpeg4', ...constantRate('8M', '4M'), '-c:a', 'libmp3lame', '-b:a', '128k'],
  ],
};

const mpeg2: Segment = {
  name: 'mpeg2',
  extension: 'mxf',
  args: [
    ...picture('s=1280x720:r=25'),
    ...tone,
    ...['-t', '4', '-c:v', 'mpeg2video', '-pix_fmt', 'yuv422p', '-bf', '2', '-g', '12'],
    ...[...constantRate('50M', '4M'), '-c:a', 'pcm_s16le'],
  ],
};

const copy = ['-c', 'copy'];
const fragments = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof'];
/** Loud and silent parts in turn, so that a variable bit rate really varies. */
const varied = "aevalsrc='sin(440*2*PI*t)*mod(t,10)/10+0.2*random(0)*lt(mod(t,7),3)':s=44100";

/**
 * The important kinds of files. They are so large that reading a whole file would be visible in the results.
 */
export const RECIPES: Recipe[] = [
  {
    ...{ name: 'mp4-moov-first', extension: 'mp4', quick: true, fixture: 'moov-first.mp4' },
    ...{ segment: h264, loops: 15, args: [...copy, '-movflags', '+faststart'] },
  },
  {
    ...{ name: 'mp4-moov-last', extension: 'mp4', quick: true, fixture: 'moov-last.mp4' },
    ...{ segment: h264, loops: 15, args: copy },
  },
  {
    // A key frame, and so a fragment, every 1.6 s: 50 in 80 s.
    ...{ name: 'mp4-fragmented', extension: 'mp4', quick: true, fixture: 'fragmented.mp4' },
    ...{ segment: h264, loops: 8, args: ['-t', '80', ...copy, ...fragments] },
  },
  {
    ...{ name: 'mp4-3h', extension: 'mp4', quick: false, fixture: 'moov-last.mp4' },
    ...{ segment: lowRate, loops: 1079, args: copy },
  },
  {
    ...{ name: 'mov-prores', extension: 'mov', quick: true, fixture: 'prores.mov' },
    ...{ segment: prores, loops: 15, args: copy },
  },
  {
    // 10 Mb/s, as in a film in 1080p.
    ...{ name: 'mkv-hevc', extension: 'mkv', quick: false, fixture: 'hevc-subtitles-chapters.mkv' },
    ...{ segment: hevc('hevc-low', '5M'), loops: 34, args: copy },
  },
  {
    // 33 Mb/s, as in a film in 2160p. MediaInfo reads a number of frames, so it reads three times as much.
    ...{ name: 'mkv-hevc-33mbps', extension: 'mkv', quick: false, fixture: 'hevc-subtitles-chapters.mkv' },
    ...{ segment: hevc('hevc', '20M'), loops: 9, args: copy },
  },
  {
    ...{ name: 'ts', extension: 'ts', quick: true, fixture: 'h264.ts' },
    ...{ segment: h264, loops: 15, args: copy },
  },
  {
    ...{ name: 'avi', extension: 'avi', quick: false, fixture: 'mpeg4.avi' },
    ...{ segment: mpeg4, loops: 9, args: copy },
  },
  {
    ...{ name: 'mxf', extension: 'mxf', quick: true, fixture: 'op1a.mxf' },
    ...{ segment: mpeg2, loops: 7, args: copy },
  },
  {
    ...{ name: 'wav', extension: 'wav', quick: true, fixture: 'broadcast.wav' },
    args: [...tone, '-ac', '2', '-t', '1050', '-c:a', 'pcm_s16le'],
  },
  {
    ...{ name: 'mp3', extension: 'mp3', quick: false, fixture: 'vbr.mp3' },
    args: ['-f', 'lavfi', '-i', varied, '-t', '400', '-c:a', 'libmp3lame', '-q:a', '4'],
  },
  {
    ...{ name: 'jpg', extension: 'jpg', quick: false, fixture: 'still.jpg' },
    args: [...picture('s=3840x2160'), '-frames:v', '1', '-q:v', '2'],
  },
  {
    ...{ name: 'mp4-20gb', extension: 'mp4', quick: false, fixture: 'moov-last.mp4' },
    ...{ segment: h264, loops: 0, args: copy, sparseBytes: 20e9 },
  },
];
