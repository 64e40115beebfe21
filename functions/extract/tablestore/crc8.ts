/** Polynomial of the PlainBuffer checksum: x⁸ + x² + x + 1. */
const POLYNOMIAL = 0x07;

const TABLE = Uint8Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  return crc;
});

/** Continues a checksum over one more byte. */
export const crc8Of = (crc: number, byte: number): number => TABLE[crc ^ byte]!;

/**
 * Continues a checksum over more bytes. It uses an index, because an iterator would create an object for each
 * byte; and it takes nothing but buffers, because code for several kinds of lists takes twice as long.
 */
export function crc8(crc: number, bytes: Buffer, start = 0, end = bytes.length): number {
  let result = crc;
  for (let i = start; i < end; i += 1) result = TABLE[result ^ bytes[i]!]!;
  return result;
}
