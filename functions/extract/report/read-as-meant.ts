import type { Track } from '../../../contract/columns';
import type { Role } from '../../../contract/roles';
import { containerOf } from './format-kinds';
import { languageTag } from './language-tag';
import { mistakenFields } from './mistaken-fields';
import type { ParsedReport } from './parse-report';
import { distanceOf, isPartOfPicture, isPictureBeside } from './stream-kinds';
import { isUnknownDuration } from './unknown-duration';

type Fields = Map<string, string>;

/**
 * The report as its columns are read: with the container's name in place of its brand, covers and chapter
 * pictures as images, the picture that the object is about before its tiles and thumbnails, languages as BCP 47
 * recommends, and without
 * durations that stand for "unknown" and what MediaInfo is known to tell wrongly. The stored report stays as MediaInfo printed it.
 */
export function readAsMeant(report: ParsedReport, role: Role | undefined): { tracks: Track[] } {
  const { tracks } = report;
  const general = tracks.find(({ type }) => type === 'General');
  const withoutTimes = role === 'init segment' || role === 'media segment';
  const known = tracks
    .map((track) => without(track, mistakenFields(track, tracks)))
    .map((track) => withLanguageTag(withoutUnknown(track, general, withoutTimes)));
  const sorted = known.map(
    (track, i): Track => (isPictureBeside(tracks[i]!, tracks) ? { ...track, type: 'Image' } : track),
  );
  const images = sorted.filter(({ type }) => type === 'Image');
  const others = sorted.filter(({ type }) => type !== 'Image');
  const settled = [...others, ...withMainFirst(images, general)];
  return {
    tracks: settled.map((track) => (track.type === 'General' ? settle(track, settled, role) : track)),
  };
}

function withLanguageTag(track: Track): Track {
  const language = track.fields.get('Language');
  if (language === undefined) return track;
  const tags = language.split(' / ').map(languageTag);
  return { ...track, fields: new Map(track.fields).set('Language', tags.join(' / ')) };
}

function withoutUnknown(track: Track, general: Track | undefined, always: boolean): Track {
  const duration = track.fields.get('Duration');
  if (duration === undefined) return track;
  if (!always && !isUnknownDuration(track, Number(general?.fields.get('FileSize')))) return track;
  return without(track, ['Duration', 'OverallBitRate', 'BitRate', 'SamplingCount']);
}

function without(track: Track, names: readonly string[]): Track {
  if (names.length === 0) return track;
  const fields = new Map(track.fields);
  for (const name of names) fields.delete(name);
  return { ...track, fields };
}

/**
 * Camera raw begins with previews that are not all named so: there the largest is the picture. Other files of TIFF
 * hold pages, of which the first counts.
 */
function isCameraRaw(general: Track | undefined, images: readonly Track[]): boolean {
  if (!/^(?:TIFF|DNG|NEF|NRW|ARW|CR2)$/.test(general?.fields.get('Format') ?? '')) return false;
  const camera = general?.fields.has('Encoded_Hardware_Model') || general?.fields.get('Format') !== 'TIFF';
  return camera || images.some(isPartOfPicture);
}

const areaOf = ({ fields }: Track): number =>
  (Number(fields.get('Width')) || 0) * (Number(fields.get('Height')) || 0);

function withMainFirst(images: readonly Track[], general: Track | undefined): readonly Track[] {
  const byArea = isCameraRaw(general, images);
  const [first, ...rest] = images
    .map((image, i) => ({ image, distance: distanceOf(image), i }))
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        Number(isSecondary(a.image)) - Number(isSecondary(b.image)) ||
        (byArea ? areaOf(b.image) - areaOf(a.image) : 0) ||
        a.i - b.i,
    )
    .map(({ image }) => image);
  return first ? [withTileCodec(first, rest), ...rest] : [];
}

/** A picture file says of every picture but the primary one that it is no default. */
const isSecondary = ({ fields }: Track): boolean => fields.get('Default') === 'No';

/** A grid has a size of its own; its codec, its bits and its colours are those of its tiles. */
function withTileCodec(image: Track, others: readonly Track[]): Track {
  const { fields } = image;
  if (!/^(?:Grid|Overlay|Identity)$/i.test(fields.get('Format') ?? '')) return image;
  const ids = (fields.get('extra.Derived_for') ?? '').split(/\D+/);
  const tile = others.find((other) => ids.includes(other.fields.get('ID') ?? ''));
  if (!tile) return image;
  const merged: Fields = new Map([...tile.fields].filter(([name]) => !NOT_OF_A_GRID.has(name)));
  for (const [name, value] of fields)
    if (name !== 'Format' && name !== 'Format_Commercial') merged.set(name, value);
  return { ...image, fields: merged };
}

/** Fields of one tile whose values are not those of the whole picture. */
const NOT_OF_A_GRID = new Set([
  'Width',
  'Height',
  'StreamSize',
  'DisplayAspectRatio',
  'Default',
  'extra.Derived',
]);

function settle(general: Track, all: readonly Track[], role: Role | undefined): Track {
  const fields = new Map(general.fields);
  const container = role === 'media segment' ? 'MPEG-4' : containerOf(general);
  if (container !== undefined) fields.set('Format', container);
  recount(fields, 'VideoCount', all.filter(({ type }) => type === 'Video').length);
  recount(
    fields,
    'ImageCount',
    all.filter((track) => track.type === 'Image' && !isPartOfPicture(track)).length,
  );
  return { ...general, fields };
}

function recount(fields: Fields, name: string, count: number): void {
  if (count > 0) fields.set(name, String(count));
  else fields.delete(name);
}
