import type { Track } from '../../../contract/columns';

/** What MediaInfo calls the pictures that stand beside the content. */
const BESIDE =
  /^(?:cover|thumbnail|preview|picture|icon|leaflet|artist|lead artist|band|logo|screen capture|illustration)/i;

/** Pictures of depth, of the other eye and of gain. They are of the same size as the picture that they belong to. */
const COMPANION = /^(?:depth|disparity|gain ?map)/i;

const typeOf = ({ fields }: Track): string => fields.get('Type') ?? fields.get('extra.Type') ?? '';

/** Codecs of pictures that films have, too. */
const PICTURE_CODEC = /^(?:JPEG|PNG|GIF|Bitmap|WebP|TIFF)$/;

/**
 * True for a track of MediaInfo's kind video that is a cover, a thumbnail or the pictures of chapters. `Menu_For`
 * names the track whose chapters it shows. A picture that lasts through a sound is its cover.
 */
export function isPictureBeside(track: Track, all: readonly Track[]): boolean {
  const { type, fields } = track;
  if (type !== 'Video') return false;
  if (BESIDE.test(typeOf(track)) || fields.has('extra.Menu_For')) return true;
  if (!PICTURE_CODEC.test(fields.get('Format') ?? '') || fields.get('FrameCount') !== '1') return false;
  return all.some((other) => other !== track && (other.type === 'Video' || other.type === 'Audio'));
}

/** True for a stream of data that MediaInfo calls video and that has no picture: ISXD, metadata of Dolby Vision. */
export const isDataStream = ({ fields }: Track): boolean =>
  /^(?:ISXD|PHDR|Dolby Vision Metadata)$/i.test(fields.get('Format') ?? '');

const has = ({ fields }: Track, ...names: string[]): boolean =>
  names.some((name) => fields.has(`extra.${name}`));

/** True for a tile of a grid, or a picture that was made of another one: alpha, a thumbnail. */
export const isPartOfPicture = (track: Track): boolean =>
  track.type === 'Image' &&
  (has(track, 'Derived', 'Auxilary_for', 'Auxiliary_for', 'Thumbnail_for') ||
    /^thumbnail/i.test(typeOf(track)));

/** How far an image is from being the picture that the object is about; 0 is that picture. */
export function distanceOf(image: Track): number {
  if (has(image, 'Derived', 'Auxilary_for', 'Auxiliary_for', 'Thumbnail_for')) return 3;
  if (BESIDE.test(typeOf(image))) return 2;
  return COMPANION.test(typeOf(image)) ? 1 : 0;
}
