/** Builds parts of ISO base media files. */

export const words = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => {
    bytes.writeUInt32BE(number, 4 * i);
  });
  return bytes;
};

export const box = (type: string, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([words(content.length + 8), Buffer.from(type, 'latin1'), content]);
};

/** A box that begins with version and flags, all 0. */
export const fullBox = (type: string, ...parts: Buffer[]): Buffer => box(type, words(0), ...parts);

const MATRIX = words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

export const fileType = (brand: string): Buffer =>
  box('ftyp', Buffer.from(brand), words(1), Buffer.from(`${brand}isom`));

export const movieHeader = (): Buffer =>
  fullBox('mvhd', words(0, 0, 1, 1, 0x10000, 0x01000000, 0, 0), MATRIX, Buffer.alloc(24), words(9));

/**
 * An entry of `stsd`: reserved bytes, the index of the data reference, and the rest, which depends on the
 * kind.
 */
export const sampleEntry = (type: string, ...rest: Buffer[]): Buffer => box(type, words(0, 1), ...rest);

/** The rest of an entry for a picture. */
export const visual = (width: number, height: number): Buffer =>
  Buffer.concat([
    Buffer.alloc(16),
    words(width * 0x10000 + height, 0x480000, 0x480000, 0, 0x10000),
    Buffer.alloc(30),
    Buffer.from('0018ffff', 'hex'),
  ]);

/** A track with one sample of `bytes` bytes at `place`. */
export function track(id: number, handler: string, entry: Buffer, bytes = 8, place = 24): Buffer {
  const table = box(
    'stbl',
    fullBox('stsd', words(1), entry),
    fullBox('stts', words(1, 1, 1)),
    fullBox('stsc', words(1, 1, 1, 1)),
    fullBox('stsz', words(bytes, 1)),
    fullBox('stco', words(1, place)),
  );
  return box(
    'trak',
    fullBox('tkhd', words(0, 0, id, 0, 1, 0, 0, 0, 0), MATRIX, words(0, 0)),
    box(
      'mdia',
      fullBox('mdhd', words(0, 0, 1, 1, 0x15c70000)),
      fullBox('hdlr', words(0), Buffer.from(handler), Buffer.alloc(13)),
      box('minf', box('dinf', fullBox('dref', words(1), box('url ', words(1)))), table),
    ),
  );
}
