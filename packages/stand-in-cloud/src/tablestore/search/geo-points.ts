/** A place on Earth, in degrees. */
export interface GeoPoint {
  latitude: number;
  longitude: number;
}

const DEGREES = String.raw`([+-]?(?:\d+\.?\d*|\.\d+))`;
const POINT = new RegExp(String.raw`^\s*${DEGREES}\s*,\s*${DEGREES}\s*$`);

/** `latitude,longitude`, as GEOPOINT fields and queries write it; undefined when it is no place on Earth. */
export function parseGeoPoint(text: string): GeoPoint | undefined {
  const [, north, east] = POINT.exec(text) ?? [];
  const [latitude, longitude] = [Number(north), Number(east)];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

/** Metres: the mean radius of the Earth (IUGG), as search engines take it. */
const EARTH_RADIUS = 6_371_008.771_4;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two places along the surface, by the haversine formula. */
export function distanceBetween(a: GeoPoint, b: GeoPoint): number {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const half =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** True inside the box and on its edges. One whose left is east of its right goes over the date line. */
export function isInBox(
  { latitude, longitude }: GeoPoint,
  { topLeft, bottomRight }: { topLeft: GeoPoint; bottomRight: GeoPoint },
): boolean {
  if (latitude > topLeft.latitude || latitude < bottomRight.latitude) return false;
  const [west, east] = [topLeft.longitude, bottomRight.longitude];
  return west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
}

/** True inside the polygon, whose last corner is followed by its first, by how often a ray to the north meets its sides. */
export function isInPolygon({ latitude, longitude }: GeoPoint, corners: readonly GeoPoint[]): boolean {
  let inside = false;
  for (const [i, b] of corners.entries()) {
    const a = corners[(i + corners.length - 1) % corners.length]!;
    if (a.longitude > longitude === b.longitude > longitude) continue;
    const share = (longitude - a.longitude) / (b.longitude - a.longitude);
    if (latitude < a.latitude + share * (b.latitude - a.latitude)) inside = !inside;
  }
  return inside;
}
