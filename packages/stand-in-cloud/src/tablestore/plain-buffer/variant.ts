import { isUtf8 } from 'node:buffer';
import { parameterInvalid } from '../errors';
import type { KeyValue, Value } from '../values';
import { VARIANT } from './format';

/** Type byte and payload: a cell's value, and the constant in a filter. */
export function encodeVariant(value: KeyValue): Buffer {
  switch (value.type) {
    case 'INTEGER': {
      const bytes = Buffer.alloc(9, VARIANT.INTEGER);
      bytes.writeBigInt64LE(value.value, 1);
      return bytes;
    }
    case 'DOUBLE': {
      const bytes = Buffer.alloc(9, VARIANT.DOUBLE);
      bytes.writeDoubleLE(value.value, 1);
      return bytes;
    }
    case 'BOOLEAN':
      return Buffer.of(VARIANT.BOOLEAN, value.value ? 1 : 0);
    case 'STRING':
      return withLength(VARIANT.STRING, Buffer.from(value.value));
    case 'BINARY':
      return withLength(VARIANT.BINARY, value.value);
    default:
      return Buffer.of(VARIANT[value.type]);
  }
}

function withLength(type: number, bytes: Buffer): Buffer {
  const head = Buffer.alloc(5, type);
  head.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
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
