import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import type { CellValue } from '../../../../contract/cell';
import type { ParsedReport } from '../../../../functions/extract/report/parse-report';
import { readColumns } from '../../../../functions/extract/report/read-columns';
import { MEDIA } from './local-report';

/**
 * What several readers of media files can report, in the units of the columns. What a reader does not report
 * is absent.
 */
export interface Facts {
  size?: number;
  durationMs?: number;
  videoFormats?: string[];
  width?: number;
  height?: number;
  displayAspectRatio?: number;
  rotation?: number;
  frameRate?: number;
  bitDepth?: number;
  audioFormats?: string[];
  channels?: number;
  samplingRate?: number;
  audioLanguages?: number;
  chapters?: number;
  videoCodecString?: string;
  audioCodecString?: string;
}

const num = (value: CellValue | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);
const list = (value: CellValue | undefined): string[] | undefined =>
  value === undefined ? undefined : JSON.parse(String(value));

/** The hexadecimal digits of a codec string may be in upper or lower case. */
const lowerCase = (value: CellValue | null | undefined): string | undefined =>
  typeof value === 'string' ? value.toLowerCase() : undefined;

export function factsOfReport(report: ParsedReport): Facts {
  const columns = readColumns(report);
  const size = report.tracks[0]?.fields.get('FileSize');
  const image = columns['ImageFormat'];
  const videoDepth = columns['VideoBitDepth'] ?? columns['ImageBitDepth'];
  return {
    size: num(size),
    durationMs: num(columns['DurationMs']),
    videoFormats: image === undefined ? list(columns['VideoFormats']) : [String(image)],
    width: num(columns['VideoWidth'] ?? columns['ImageWidth']),
    height: num(columns['VideoHeight'] ?? columns['ImageHeight']),
    displayAspectRatio: num(columns['VideoDisplayAspectRatio']),
    rotation: num(columns['VideoRotation']),
    frameRate: num(columns['VideoFrameRate']),
    bitDepth: num('VideoFormat' in columns ? videoDepth : (videoDepth ?? columns['AudioBitDepth'])),
    audioFormats: list(columns['AudioFormats']),
    channels: num(columns['AudioChannels']),
    samplingRate: num(columns['AudioSamplingRate']),
    audioLanguages: list(columns['AudioLanguages'])?.length,
    chapters: num(columns['ChapterCount']),
    videoCodecString: lowerCase(columns['VideoCodecString']),
    audioCodecString: lowerCase(columns['AudioCodecString']),
  };
}

interface ProbedStream {
  codec_type: string;
  codec_name?: string;
  width?: number;
  height?: number;
  display_aspect_ratio?: string;
  avg_frame_rate?: string;
  sample_rate?: string;
  channels?: number;
  bits_per_raw_sample?: string;
  tags?: { language?: string };
  side_data_list?: { rotation?: number }[];
}

/** Reads "16:9" and "25/1". Undefined when the second number is 0. */
function ratio(text: string | undefined): number | undefined {
  const [above, below] = (text ?? '').split(/[:/]/).map(Number);
  return above && below ? above / below : undefined;
}

const different = (names: (string | undefined)[]): string[] | undefined => {
  const told = [...new Set(names.filter((name) => name !== undefined))];
  return told.length > 0 ? told : undefined;
};

/** MediaInfo's names by those of ffprobe and mediabunny. */
const FORMATS: Record<string, string> = {
  aac: 'AAC',
  ac3: 'AC-3',
  avc: 'AVC',
  eac3: 'E-AC-3',
  flac: 'FLAC',
  flv1: 'Sorenson Spark',
  gif: 'GIF',
  h264: 'AVC',
  hevc: 'HEVC',
  mjpeg: 'JPEG',
  mp2: 'MPEG Audio',
  mp3: 'MPEG Audio',
  mpeg2video: 'MPEG Video',
  mpeg4: 'MPEG-4 Visual',
  opus: 'Opus',
  'pcm-s16': 'PCM',
  'pcm-s24': 'PCM',
  pcm_s16be: 'PCM',
  pcm_s16le: 'PCM',
  pcm_s24le: 'PCM',
  png: 'PNG',
  prores: 'ProRes',
  tiff: 'TIFF',
  vorbis: 'Vorbis',
  vp9: 'VP9',
  wmav2: 'WMA',
  wmv2: 'WMV2',
};

const formatOf = (codec: string | null | undefined): string | undefined =>
  codec ? (FORMATS[codec] ?? `unknown to the test: ${codec}`) : undefined;

/** ffprobe's recorded output; undefined when ffprobe cannot read the file. */
export function factsOfFfprobe(file: string): Facts | undefined {
  const path = join(__dirname, `../../../fixtures/ffprobe/${file}.json`);
  const { format, streams = [], chapters } = JSON.parse(readFileSync(path, 'utf8'));
  if (!format) return undefined;
  const of = (type: string): ProbedStream[] =>
    streams.filter(({ codec_type }: ProbedStream) => codec_type === type);
  const [video, audio] = [of('video')[0], of('audio')[0]];
  const turned = video?.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation;
  return {
    size: num(format.size),
    durationMs: format.duration && Number(format.duration) * 1_000,
    videoFormats: different(of('video').map(({ codec_name }) => formatOf(codec_name))),
    width: video?.width,
    height: video?.height,
    displayAspectRatio: ratio(video?.display_aspect_ratio),
    // ffprobe counts in the opposite direction.
    rotation: turned === undefined ? undefined : (360 - turned) % 360,
    frameRate: ratio(video?.avg_frame_rate),
    bitDepth: num((video ?? audio)?.bits_per_raw_sample),
    audioFormats: different(of('audio').map(({ codec_name }) => formatOf(codec_name))),
    channels: audio?.channels,
    samplingRate: num(audio?.sample_rate),
    audioLanguages: different(of('audio').map(({ tags }) => languageOf(tags?.language)))?.length,
    chapters: chapters?.length || undefined,
  };
}

const languageOf = (code: string | undefined): string | undefined => (code === 'und' ? undefined : code);

/** mediabunny's output; undefined when it does not know the format. */
export async function factsOfMediabunny(file: string): Promise<Facts | undefined> {
  const source = new BufferSource(readFileSync(join(MEDIA, file)));
  using input = new Input({ formats: ALL_FORMATS, source });
  if (!(await input.canRead())) return undefined;
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const [videos, audios] = [await input.getVideoTracks(), await input.getAudioTracks()];
  const durationMs = Math.round((await input.computeDuration()) * 1_000);
  return {
    durationMs: durationMs || undefined,
    videoFormats: different(videos.map(({ codec }) => formatOf(codec))),
    width: video?.codedWidth,
    height: video?.codedHeight,
    // mediabunny reports 0 when the container says nothing.
    rotation: video?.rotation || undefined,
    audioFormats: different(audios.map(({ codec }) => formatOf(codec))),
    channels: audio?.numberOfChannels,
    samplingRate: audio?.sampleRate,
    audioLanguages: different(audios.map(({ languageCode }) => languageOf(languageCode)))?.length,
    videoCodecString: lowerCase(await video?.getCodecParameterString()),
    audioCodecString: lowerCase(await audio?.getCodecParameterString()),
  };
}
