/*
 * CRC-64 of ECMA-182 in its reflected form (check value of "123456789": 0x995DC9BBDF1939FA), as in the
 * header x-oss-hash-crc64ecma. A value is kept as two 32-bit halves, because BigInt is about 100 times slower.
 */
const POLYNOMIAL_HIGH = 0xc96c5795;
const POLYNOMIAL_LOW = 0xd7870f42;
const SLICES = 8;

const high = new Int32Array(SLICES * 256);
const low = new Int32Array(SLICES * 256);
for (let byte = 0; byte < 256; byte++) {
  let [h, l] = [0, byte];
  for (let bit = 0; bit < 8; bit++) {
    const carry = l & 1;
    l = (l >>> 1) | (h << 31);
    h = h >>> 1;
    if (carry) {
      l ^= POLYNOMIAL_LOW;
      h ^= POLYNOMIAL_HIGH;
    }
  }
  high[byte] = h;
  low[byte] = l;
}
for (let at = 256; at < SLICES * 256; at++) {
  const [h, l] = [high[at - 256]!, low[at - 256]!];
  low[at] = ((l >>> 8) | (h << 24)) ^ low[l & 0xff]!;
  high[at] = (h >>> 8) ^ high[l & 0xff]!;
}

/** Running CRC-64 over chunks, eight bytes at a step. */
export class Crc64 {
  private high = -1;
  private low = -1;

  update(chunk: Uint8Array): void {
    let [h, l] = [this.high, this.low];
    const end = chunk.length;
    let at = 0;
    for (; at + 8 <= end; at += 8) {
      l ^= chunk[at]! | (chunk[at + 1]! << 8) | (chunk[at + 2]! << 16) | (chunk[at + 3]! << 24);
      h ^= chunk[at + 4]! | (chunk[at + 5]! << 8) | (chunk[at + 6]! << 16) | (chunk[at + 7]! << 24);
      const [a, b, c, d] = [
        1792 + (l & 0xff),
        1536 + ((l >>> 8) & 0xff),
        1280 + ((l >>> 16) & 0xff),
        1024 + (l >>> 24),
      ];
      const [e, f, g, i] = [768 + (h & 0xff), 512 + ((h >>> 8) & 0xff), 256 + ((h >>> 16) & 0xff), h >>> 24];
      l = low[a]! ^ low[b]! ^ low[c]! ^ low[d]! ^ low[e]! ^ low[f]! ^ low[g]! ^ low[i]!;
      h = high[a]! ^ high[b]! ^ high[c]! ^ high[d]! ^ high[e]! ^ high[f]! ^ high[g]! ^ high[i]!;
    }
    for (; at < end; at++) {
      const index = (l ^ chunk[at]!) & 0xff;
      l = ((l >>> 8) | (h << 24)) ^ low[index]!;
      h = (h >>> 8) ^ high[index]!;
    }
    this.high = h;
    this.low = l;
  }

  /** The value as an unsigned decimal number, as in the header. */
  digest(): string {
    return ((BigInt(~this.high >>> 0) << 32n) | BigInt(~this.low >>> 0)).toString();
  }
}

const POLYNOMIAL = (BigInt(POLYNOMIAL_HIGH >>> 0) << 32n) | BigInt(POLYNOMIAL_LOW >>> 0);

/** Product of two polynomials modulo the CRC's, both bit-reflected. */
function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  for (let mask = 1n << 63n, factor = b; mask > 0n; mask >>= 1n) {
    if (a & mask) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ POLYNOMIAL : factor >> 1n;
  }
  return product;
}

/** x to the power of 8 · 2^k for k = 0, 1, …: the factors for 1, 2, 4… zero bytes. */
const zeroBytes: bigint[] = [1n << 55n];

function shiftBy(bytes: number): bigint {
  let factor = 1n << 63n;
  for (let k = 0, rest = bytes; rest > 0; k++, rest = Math.floor(rest / 2)) {
    if (k === zeroBytes.length) zeroBytes.push(multiply(zeroBytes[k - 1]!, zeroBytes[k - 1]!));
    if (rest % 2 === 1) factor = multiply(factor, zeroBytes[k]!);
  }
  return factor;
}

let lastShift = { bytes: 0, factor: 1n << 63n };

/** CRC-64 of two pieces of data one after the other, from their CRCs and the length of the second in bytes. */
export function combineCrc64(first: string, second: string, secondLength: number): string {
  // Parts of one upload nearly all have the same length.
  if (lastShift.bytes !== secondLength) lastShift = { bytes: secondLength, factor: shiftBy(secondLength) };
  return (multiply(lastShift.factor, BigInt(first)) ^ BigInt(second)).toString();
}
