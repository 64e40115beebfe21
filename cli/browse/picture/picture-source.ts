import type { ObjectRow } from '../../cloud/rows';

/** What a picture is made of. */
export interface PictureSource {
  bucket: string;
  key: string;
  /** A still picture, or the video's frame at this time in milliseconds. */
  still: boolean;
  atMs: number;
  /** Bytes of the object, as the row tells. */
  size: number;
}

/** Whether a row is of something that has a picture, and how long that lasts. */
export function sourceOf({ bucket, key, columns }: ObjectRow, atMs: number): PictureSource | undefined {
  const isVideo = columns['VideoFormat'] !== undefined;
  if (!isVideo && columns['ImageFormat'] === undefined) return undefined;
  const length = Number(columns['DurationMs'] ?? 0);
  // The last frames are often black, and some decoders do not reach them.
  const latest = Math.max(0, length - 100);
  return {
    bucket,
    key,
    still: !isVideo,
    atMs: Math.min(Math.max(0, Math.round(atMs)), latest),
    size: Number(columns['Size'] ?? 0),
  };
}

/** The type by the first bytes, of pictures that hold no script; an SVG is none of them. */
export function typeOf(bytes: Buffer): string | undefined {
  const text = bytes.subarray(0, 12).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('GIF8')) return 'image/gif';
  return text.startsWith('RIFF') && text.endsWith('WEBP') ? 'image/webp' : undefined;
}
