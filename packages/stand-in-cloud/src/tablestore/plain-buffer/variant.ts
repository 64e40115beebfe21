import { isUtf8 } from 'node:buffer';
import { parameterInvalid } from '../errors';
import type { KeyValue, Value } from '../values';
import { VARIANT } from './format';

/** Most bytes that a character of UTF-16 takes in UTF-8. */
const BYTES_PER_UNIT = 3;

/** As many bytes as a value takes, or more. */
export function variantBytesAtMost(value: KeyValue): number {
  if (value.type === 'STRING') return 5 + value.value.length * BYTES_PER_UNIT;
  return value.type === 'BINARY' ? 5 + value.value.length : 9;
}

/** Writes type byte and payload: a cell's value, and the constant in a filter. @returns the position behind it */
export function writeVariant(into: Buffer, value: KeyValue, position: number): number {
  into[position] = VARIANT[value.type];
  const start = position + 1;
  switch (value.type) {
    case 'INTEGER':
      return into.writeBigInt64LE(value.value, start);
    case 'DOUBLE':
      return into.writeDoubleLE(value.value, start);
    case 'BOOLEAN':
      into[start] = value.value ? 1 : 0;
      return start + 1;
    case 'STRING':
    case 'BINARY': {
      const from = start + 4;
      const length = value.type === 'STRING' ? into.write(value.value, from) : value.value.copy(into, from);
      into.writeUInt32LE(length, start);
      return from + length;
    }
    default:
      return start;
  }
}

export function encodeVariant(value: KeyValue): Buffer {
  const bytes = Buffer.alloc(variantBytesAtMost(value));
  return bytes.subarray(0, writeVariant(bytes, value, 0));
}

/** The whole of `bytes` must be one variant. */
export function decodeVariant(bytes: Buffer): KeyValue {
  const body = bytes.subarray(1);
  switch (bytes[0]) {
    case VARIANT.INTEGER:
      return { type: 'INTEGER', value: exactly(body, 8).readBigInt64LE() };
    case VARIANT.DOUBLE:
      return { type: 'DOUBLE', value: exactly(body, 8).readDoubleLE() };
    case VARIANT.BOOLEAN:
      if (body.length !== 1) {
        throw parameterInvalid(`Invalid boolean real value, value length: ${body.length}.`);
      }
      return { type: 'BOOLEAN', value: body[0] !== 0 };
    case VARIANT.STRING: {
      const text = counted(body);
      if (!isUtf8(text)) throw parameterInvalid('Value of column must be UTF8 encoding.');
      return { type: 'STRING', value: text.toString() };
    }
    case VARIANT.BINARY:
      // A copy, because a slice would keep the whole request body in memory.
      return { type: 'BINARY', value: Buffer.from(counted(body)) };
    case VARIANT.INF_MIN:
      return { type: 'INF_MIN' };
    case VARIANT.INF_MAX:
      return { type: 'INF_MAX' };
    case VARIANT.AUTO_INCREMENT:
      return { type: 'AUTO_INCREMENT' };
    default:
      throw parameterInvalid('data format is invalid, unknown variant type occured.');
  }
}

/** @throws OtsError when the bytes hold a range end or another marker instead of a value */
export function decodeValue(bytes: Buffer): Value {
  const value = decodeVariant(bytes);
  if (!('value' in value)) throw parameterInvalid(`Invalid column type: ${value.type}.`);
  return value;
}

function exactly(body: Buffer, length: number): Buffer {
  if (body.length !== length) throw parameterInvalid('data format is invalid.');
  return body;
}

function counted(body: Buffer): Buffer {
  const size = body.length < 4 ? -1 : body.readUInt32LE();
  if (size !== body.length - 4) {
    throw parameterInvalid(`Cell data broken, wrong string format, size: ${size}.`);
  }
  return body.subarray(4);
}
