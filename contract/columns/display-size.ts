import type { Track } from './track';
import { firstPart, numberIn } from './values-of';

/** The size at which a player shows a picture, in square pixels. */
export interface DisplaySize {
  width: number;
  height: number;
}

/** Half of the last digit of MediaInfo's pixel aspect ratios. */
const PRECISION = 0.0005;
/** The largest denominator among pixel aspect ratios of broadcast is 118 (118:81 is of 1.457). */
const MOST_PARTS = 118;

/**
 * The simplest fraction that MediaInfo rounded to three decimals: 1.067 is 16:15. Without it 2880 pixels of
 * 4:3 would be 3839 wide.
 */
function exactRatio(rounded: number): number {
  for (let parts = 1; parts <= MOST_PARTS; parts += 1) {
    const ratio = Math.round(rounded * parts) / parts;
    if (Math.abs(ratio - rounded) < PRECISION) return ratio;
  }
  return rounded;
}

/** A report that a hostile file made may tell any number. */
const isSide = (value: number | undefined): value is number =>
  value !== undefined && Number.isSafeInteger(value) && value > 0;

/** After the pixels are made square and the picture is turned. Undefined when the size is not told, or cannot be. */
export function displaySize(video: Track | undefined): DisplaySize | undefined {
  const [width, height] = [numberIn(video, 'Width'), numberIn(video, 'Height')];
  if (!isSide(width) || !isSide(height)) return undefined;
  const aspect = numberIn(video, 'PixelAspectRatio') ?? 1;
  const shown = { width: aspect > 0 ? Math.round(width * exactRatio(aspect)) : width, height };
  if (!isSide(shown.width)) return undefined;
  const turned = Math.abs(numberIn(video, 'Rotation') ?? 0) % 180 === 90;
  return turned ? { width: shown.height, height: shown.width } : shown;
}

export function orientation(video: Track | undefined): string | undefined {
  const size = displaySize(video);
  if (!size) return undefined;
  return size.width === size.height ? 'Square' : size.width > size.height ? 'Landscape' : 'Portrait';
}

/** Frames between two key frames, from a text such as `M=3, N=12`. */
export function gopLength(video: Track | undefined): bigint | undefined {
  const [, frames] = /(?:^|\W)N=(\d{1,6})/.exec(firstPart(video, 'Format_Settings_GOP') ?? '') ?? [];
  return frames === undefined ? undefined : BigInt(frames);
}
