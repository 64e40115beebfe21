import type { Track } from './track';

/** MediaInfo puts this between several values of one field. */
export const SEPARATOR = ' / ';

/** The parts of a field in which MediaInfo joined several values: an empty one where one of them is missing. */
export const partsOf = (track: Track, field: string): string[] => {
  const text = track.fields.get(field);
  // Reading the XML took the spaces at the ends, also those of `HDR10 / ` with its second part missing.
  if (text === undefined) return [];
  return !text.includes('/') ? [text.trim()] : ` ${text} `.split(SEPARATOR).map((part) => part.trim());
};

/** The first part that is not empty. */
export const firstPart = (track: Track | undefined, field: string): string | undefined =>
  track && partsOf(track, field).find((part) => part !== '');

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** The first part as a number; undefined when it is none. */
export function numberIn(track: Track | undefined, field: string): number | undefined {
  const text = firstPart(track, field);
  return text !== undefined && NUMBER.test(text) ? Number(text) : undefined;
}

/** The same, rounded, as a 64-bit integer. */
export function integerIn(track: Track | undefined, field: string, scale = 1): bigint | undefined {
  const value = numberIn(track, field);
  return value === undefined ? undefined : BigInt(Math.round(value * scale));
}

/** `Yes` or `No`. */
export function flagIn(track: Track | undefined, field: string): boolean | undefined {
  const text = track?.fields.get(field);
  return text === 'Yes' ? true : text === 'No' ? false : undefined;
}
