import { limits } from 'ros-template-check';
import { parameterInvalid } from '../errors';
import { decodeValue } from '../plain-buffer/variant';
import type { IndexField } from '../service';
import type { Value } from '../values';
import { readDate, readDateConstant } from './dates';
import { parseGeoPoint } from './geo-points';
import { parseJsonArray } from './json-array';

/** A value for comparison. 64-bit numbers are JavaScript numbers when these are exact. */
export type Scalar = string | number | bigint | boolean;

const narrow = (value: bigint): number | bigint => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

/** The indexed values of a column; none when its type is not that of the field, as in the service. */
export function readScalars(field: IndexField, value: Value): Scalar[] {
  if (!field.isArray) return typed(field, value);
  if (value.type !== 'STRING') return [];
  return parseJsonArray(value.value).flatMap((item): Scalar[] => {
    switch (field.type) {
      case 'LONG':
        return Number.isInteger(item) ? [item as number] : [];
      case 'DOUBLE':
        return typeof item === 'number' ? [item] : [];
      case 'BOOLEAN':
        return typeof item === 'boolean' ? [item] : [];
      case 'DATE':
        return typeof item === 'number' || typeof item === 'string' ? date(field, item) : [];
      default:
        return typeof item === 'string' ? text(field, item) : [];
    }
  });
}

function typed(field: IndexField, value: Value): Scalar[] {
  switch (field.type) {
    case 'LONG':
      return value.type === 'INTEGER' ? [narrow(value.value)] : [];
    case 'DOUBLE':
      return value.type === 'DOUBLE' ? [value.value] : [];
    case 'BOOLEAN':
      return value.type === 'BOOLEAN' ? [value.value] : [];
    case 'DATE':
      return value.type === 'INTEGER' || value.type === 'STRING' ? date(field, value.value) : [];
    default:
      return value.type === 'STRING' ? text(field, value.value) : [];
  }
}

const { KEYWORD_BYTES } = limits.tablestore;

/** Text that a field can hold: of a GEOPOINT, only places on Earth. */
function text(field: IndexField, value: string): Scalar[] {
  if (field.type === 'GEOPOINT') return parseGeoPoint(value) ? [value] : [];
  // A character takes three bytes at most, so that most texts need not be counted.
  const mayBeLong = field.type === 'KEYWORD' && value.length * 3 > KEYWORD_BYTES;
  return mayBeLong && Buffer.byteLength(value) > KEYWORD_BYTES ? [] : [value];
}

/** Milliseconds since the epoch; a value that has none of the field's formats is not indexed. */
function date(field: IndexField, value: bigint | number | string): Scalar[] {
  const time = readDate(value, field.dateFormats);
  return time === undefined ? [] : [time];
}

/** The constant of a query on a field. @throws OtsError when its type does not fit the field's */
export function readConstant(field: IndexField, bytes: Buffer): Scalar {
  const value = decodeValue(bytes);
  const given = value.type === 'INTEGER' ? narrow(value.value) : value.value;
  const constant = Buffer.isBuffer(given) ? undefined : converted(field, given);
  if (constant === undefined || !fits(field, constant)) {
    const what = typeof given === 'string' ? `${value.type} '${given}'` : value.type;
    throw parameterInvalid(`Field '${field.name}' is ${field.type}, a query on it cannot take ${what}.`);
  }
  return constant;
}

/** Numbers and times may be given as text. */
function converted(field: IndexField, constant: Scalar): Scalar | undefined {
  switch (field.type) {
    case 'LONG':
      return typeof constant === 'string' && /^[+-]?\d+$/.test(constant)
        ? narrow(BigInt(constant.replace(/^\+/, '')))
        : constant;
    case 'DOUBLE':
      return typeof constant === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(constant)
        ? Number(constant)
        : constant;
    case 'DATE':
      return typeof constant === 'boolean' ? undefined : readDateConstant(constant, field.dateFormats);
    default:
      return constant;
  }
}

function fits(field: IndexField, constant: Scalar): boolean {
  switch (field.type) {
    case 'LONG':
    case 'DOUBLE':
    case 'DATE':
      return typeof constant === 'number' || typeof constant === 'bigint';
    case 'BOOLEAN':
      return typeof constant === 'boolean';
    default:
      return typeof constant === 'string';
  }
}

/** Compares two values of one field; strings by their bytes. */
export function compareScalars(left: Scalar, right: Scalar): number {
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Compares by UTF-8 bytes without encoding, which would be slow: a search compares every row. */
function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a === b) continue;
    // Characters with surrogates in UTF-16 are the last ones in UTF-8.
    if (isSurrogate(a) !== isSurrogate(b)) return isSurrogate(a) ? 1 : -1;
    return a < b ? -1 : 1;
  }
  return Math.sign(left.length - right.length);
}

/** True for what JavaScript itself compares as `compareScalars` does. */
export const isPlain = (value: Scalar): boolean =>
  typeof value !== 'string' || !/[\ud800-\udfff]/.test(value);

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** As a number, for statistics; undefined for text. */
export function toNumber(value: Scalar): number | undefined {
  return typeof value === 'string' ? undefined : Number(value);
}
