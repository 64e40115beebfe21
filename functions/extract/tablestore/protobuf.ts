/** The two wire types of Protocol Buffers that Tablestore's row operations need. */
const VARINT = 0;
const LENGTH_DELIMITED = 2;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return bytes;
}

/** Encodes a field: a number or boolean as varint; text and bytes with their length. */
export function field(id: number, value: number | boolean | string | Buffer): Buffer {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return Buffer.from([id * 8 + VARINT, ...varint(Number(value))]);
  }
  const content = Buffer.from(value as Buffer);
  return Buffer.concat([Buffer.from([id * 8 + LENGTH_DELIMITED, ...varint(content.length)]), content]);
}

export const message = (...fields: Buffer[]): Buffer => Buffer.concat(fields);

/**
 * The length-delimited fields of a message by id. Of a repeated field the last one is kept. Other fields are
 * skipped.
 *
 * @throws RangeError when the bytes are not a message
 */
export function readFields(bytes: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  let position = 0;
  const readVarint = (): number => {
    for (let value = 0, factor = 1; position < bytes.length; factor *= 128) {
      const byte = bytes[position++]!;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new RangeError('Protobuf: the message ends within a number.');
  };
  while (position < bytes.length) {
    const tag = readVarint();
    const wireType = tag % 8;
    if (wireType === VARINT) readVarint();
    else if (wireType === 1) position += 8;
    else if (wireType === 5) position += 4;
    else if (wireType === LENGTH_DELIMITED) {
      const length = readVarint();
      fields.set(Math.floor(tag / 8), bytes.subarray(position, position + length));
      position += length;
    } else throw new RangeError(`Protobuf: a known wire type is expected, ${wireType} given.`);
  }
  if (position > bytes.length) throw new RangeError('Protobuf: the message ends within a field.');
  return fields;
}
