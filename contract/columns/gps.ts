/** `35.658600°N 139.745392°E 12.000m`, or with minutes and seconds: `35°39'30.960"N 139°44'43.440"W`. */
const ANGLE = /^(\d{1,3}(?:\.\d+)?)°(?:(\d{1,2}(?:\.\d+)?)')?(?:(\d{1,2}(?:\.\d+)?)")?([NSEW])$/;
/** ISO 6709, as some cameras write it: `+35.6586+139.7454+012.0/`. */
const ISO_6709 = /^([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?\/?$/;
/** 11 cm on the ground. */
const DECIMALS = 6;

function degreesOf(text: string | undefined, signs: string): number | undefined {
  const [, degrees, minutes = '0', seconds = '0', sign = ''] = ANGLE.exec(text ?? '') ?? [];
  if (degrees === undefined || !signs.includes(sign)) return undefined;
  const value = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3_600;
  return sign === signs[1] ? -value : value;
}

/** MediaInfo's `Recorded_Location` as Tablestore's geo-point; undefined when it is no position on Earth. */
export function positionOf(location: string | undefined): string | undefined {
  if (location === undefined) return undefined;
  const [, north, east] = ISO_6709.exec(location.trim()) ?? [];
  const [first, second] = location.trim().split(/\s+/);
  const latitude = north === undefined ? degreesOf(first, 'NS') : Number(north);
  const longitude = east === undefined ? degreesOf(second, 'EW') : Number(east);
  if (latitude === undefined || longitude === undefined) return undefined;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  return `${Number(latitude.toFixed(DECIMALS))},${Number(longitude.toFixed(DECIMALS))}`;
}
