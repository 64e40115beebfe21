import { parameterInvalid } from '../errors';
import { decodeMessage } from '../messages';
import type { FieldSet } from './fields';
import { distanceBetween, type GeoPoint, isInBox, isInPolygon, parseGeoPoint } from './geo-points';
import type { FieldScore, Query } from './query';

/** Matches a document with a place in the field that passes the test. */
function onPlaces(
  kind: string,
  fieldName: string,
  fields: FieldSet,
  test: (place: GeoPoint) => boolean,
): Query {
  const field = fields.queryable(fieldName);
  if (field.type !== 'GEOPOINT') {
    throw parameterInvalid(`${kind}: field '${fieldName}' is ${field.type}, not GEOPOINT.`);
  }
  const score: FieldScore = (values) =>
    values.some((value) => {
      const place = parseGeoPoint(String(value));
      return place !== undefined && test(place);
    })
      ? 1
      : undefined;
  return { kind: 'field', field: fieldName, score };
}

/** @throws OtsError when it is no place on Earth */
function placeOf(kind: string, text: string | undefined): GeoPoint {
  const place = parseGeoPoint(text ?? '');
  if (place) return place;
  throw parameterInvalid(
    `${kind}: 'latitude,longitude' is expected, of -90 to 90 and -180 to 180, '${text ?? ''}' given.`,
  );
}

/** Everything that is no further from the centre than so many metres. */
export function geoDistanceQuery(bytes: Buffer, fields: FieldSet): Query {
  const kind = 'GeoDistanceQuery';
  const message = decodeMessage<{ fieldName: string; centerPoint?: string; distance?: number }>(
    'search',
    kind,
    bytes,
  );
  const centre = placeOf(kind, message.centerPoint);
  const { distance } = message;
  if (distance === undefined || !(distance >= 0)) {
    throw parameterInvalid(`${kind}: a distance in metres is expected, '${distance ?? ''}' given.`);
  }
  return onPlaces(kind, message.fieldName, fields, (place) => distanceBetween(centre, place) <= distance);
}

/** Everything between two corners. */
export function geoBoundingBoxQuery(bytes: Buffer, fields: FieldSet): Query {
  const kind = 'GeoBoundingBoxQuery';
  const message = decodeMessage<{ fieldName: string; topLeft?: string; bottomRight?: string }>(
    'search',
    kind,
    bytes,
  );
  const box = { topLeft: placeOf(kind, message.topLeft), bottomRight: placeOf(kind, message.bottomRight) };
  if (box.topLeft.latitude < box.bottomRight.latitude) {
    throw parameterInvalid(`${kind}: topLeft must not be south of bottomRight.`);
  }
  return onPlaces(kind, message.fieldName, fields, (place) => isInBox(place, box));
}

/** Everything within a polygon. */
export function geoPolygonQuery(bytes: Buffer, fields: FieldSet): Query {
  const kind = 'GeoPolygonQuery';
  const message = decodeMessage<{ fieldName: string; points: string[] }>('search', kind, bytes);
  const corners = message.points.map((point) => placeOf(kind, point));
  if (corners.length < 3) {
    throw parameterInvalid(`${kind}: at least 3 points are expected, ${corners.length} given.`);
  }
  return onPlaces(kind, message.fieldName, fields, (place) => isInPolygon(place, corners));
}
