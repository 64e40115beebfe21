/** CRC-8 with polynomial x^8+x^2+x+1, no reflection: PlainBuffer's checksum. */
const POLYNOMIAL = 0x07;

const TABLE = Uint8Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) {
    crc = crc & 0x80 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  }
  return crc & 0xff;
});

/** Continues a checksum over the bytes, or over some of them. */
export function crc8(crc: number, bytes: Uint8Array, from = 0, to = bytes.length): number {
  let sum = crc;
  for (let i = from; i < to; i++) sum = TABLE[sum ^ (bytes[i] as number)] as number;
  return sum;
}

export const crc8Byte = (crc: number, byte: number): number => TABLE[crc ^ (byte & 0xff)] as number;
