import type { Track } from '../../../contract/columns';

/** What follows from a duration. */
const TIMES = ['Duration', 'OverallBitRate', 'BitRate', 'SamplingCount', 'FrameCount'];

/** MediaInfo's first read of a file. */
const FIRST_READ = 65_536;

/** Raw video, in which MediaInfo counts the pictures of the parts that it read. */
const RAW_VIDEO = new Set(['AVC', 'HEVC', 'VVC', 'MPEG-4 Visual']);

/**
 * Fields of a track that MediaInfo 26.10 tells wrongly, by the format of the file. `docs/mediainfo-faults.md` has the
 * evidence. A column is better absent than wrong; the stored report stays as it is.
 */
export function mistakenFields(track: Track, tracks: readonly Track[]): readonly string[] {
  const general = tracks.find(({ type }) => type === 'General');
  const format = general?.fields.get('Format') ?? '';
  if (format === 'PCX') return track.type === 'Image' ? ['Width', 'Height', 'DisplayAspectRatio'] : [];
  const size = Number(general?.fields.get('FileSize'));
  return hasWrongTimes(format, tracks, size) ? TIMES : [];
}

function hasWrongTimes(format: string, tracks: readonly Track[], size: number): boolean {
  const audio = tracks.find(({ type }) => type === 'Audio')?.fields;
  switch (format) {
    case 'AU':
      // It takes each byte for a sample.
      return audio !== undefined && !(isOneByte(audio.get('CodecID')) && audio.get('Channels') === '1');
    case 'CAF':
      // It takes what it has read first for all of the sound.
      return size > FIRST_READ && Number(audio?.get('StreamSize')) < FIRST_READ;
    default:
      return RAW_VIDEO.has(format);
  }
}

const isOneByte = (codec: string | undefined): boolean => /^8-bit\b/.test(codec ?? '');
