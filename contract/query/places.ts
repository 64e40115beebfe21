/** A place on Earth, in degrees; north and east are positive. */
export interface Place {
  latitude: number;
  longitude: number;
}

const POSITION = /^\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*,\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+))\s*$/;

/** A stored `LATITUDE,LONGITUDE`; undefined when it is no place on Earth, which the index leaves out. */
export function placeIn(text: string): Place | undefined {
  const [, north, east] = POSITION.exec(text) ?? [];
  const [latitude, longitude] = [Number(north), Number(east)];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

/** Mean radius of the Earth in metres (IUGG), with which search engines measure. */
const RADIUS = 6_371_008.771_4;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres along the surface, by the haversine formula. */
export function metresBetween(a: Place, b: Place): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const half = north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
}
