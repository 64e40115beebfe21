import type { Track } from './track';

/** Kinds of track that can hold a timecode. A track of the kind `Other` holds only that, so it comes first. */
const KINDS = ['Other', 'Video', 'Text', 'Audio'] as const;

/** The first track that tells a timecode. */
export function timecodeTrack(report: readonly Track[]): Track | undefined {
  for (const kind of KINDS) {
    const found = report.find(({ type, fields }) => type === kind && fields.has('TimeCode_FirstFrame'));
    if (found) return found;
  }
  return undefined;
}

/** Where the timecode stands: what MediaInfo says of it, otherwise the format of its track. */
export function timecodeSource(report: readonly Track[]): string | undefined {
  const track = timecodeTrack(report);
  return (
    track?.fields.get('TimeCode_Source') ?? (track?.type === 'Other' ? track.fields.get('Format') : undefined)
  );
}
