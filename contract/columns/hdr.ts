import type { Track } from './track';
import { partsOf } from './values-of';

/** What the formats are called that MediaInfo names by their standards. */
const NAMES: Record<string, string> = {
  'SMPTE ST 2094 App 1': 'Dolby Vision',
  'SMPTE ST 2094 App 4': 'HDR10+',
};

/** Metadata of a mastering display: it makes HDR10 only with the transfer function of HDR10. */
const STATIC_METADATA = 'SMPTE ST 2086';

/** The kinds of high dynamic range of a picture, `PQ` and `HLG` for the mere transfer functions. */
function kindsOf(track: Track): string[] {
  const kinds = new Set<string>();
  const transfer = track.fields.get('transfer_characteristics') ?? '';
  for (const format of partsOf(track, 'HDR_Format')) {
    if (format === '') continue;
    if (format !== STATIC_METADATA) kinds.add(NAMES[format] ?? format);
    else if (transfer.includes('PQ')) kinds.add('HDR10');
  }
  for (const other of partsOf(track, 'HDR_Format_Compatibility')) {
    if (/^HDR10\+/.test(other)) kinds.add('HDR10+');
    else if (other === 'HDR10' || other === 'HLG') kinds.add(other);
  }
  if (/HLG|ARIB STD-B67/.test(transfer)) kinds.add('HLG');
  if (kinds.size === 0 && transfer.includes('PQ')) kinds.add('PQ');
  return [...kinds];
}

/** The kinds of all videos and images. */
export const hdrFormats = (report: readonly Track[]): string[] =>
  report.filter(({ type }) => type === 'Video' || type === 'Image').flatMap(kindsOf);

/** What Dolby Vision's part of a joined field tells: `dvhe.08` of `dvhe.08 / `. */
export function dolbyVision(videos: readonly Track[], field: string): string | undefined {
  for (const video of videos) {
    const place = partsOf(video, 'HDR_Format').indexOf('Dolby Vision');
    if (place >= 0) return partsOf(video, field)[place] || undefined;
  }
  return undefined;
}
