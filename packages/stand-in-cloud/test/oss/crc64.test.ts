import fc from 'fast-check';
import { Crc64, combineCrc64 } from '../../src/oss/crc64';

function crc(bytes: Uint8Array): string {
  const sum = new Crc64();
  sum.update(bytes);
  return sum.digest();
}

/** The same sum one bit at a time, from the definition. */
function slowCrc(bytes: Uint8Array): string {
  const mask = (1n << 64n) - 1n;
  let value = mask;
  for (const byte of bytes) {
    value ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
  }
  return (value ^ mask).toString();
}

describe('CRC-64 of ECMA-182', () => {
  it('has the published check value', () => {
    expect(crc(Buffer.from('123456789'))).toBe(0x995dc9bbdf1939fan.toString());
    expect(crc(Buffer.alloc(0))).toBe('0');
  });

  it('agrees with the bitwise definition, whatever the chunks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
        const sum = new Crc64();
        sum.update(bytes.subarray(0, cut));
        sum.update(bytes.subarray(cut));
        expect(sum.digest()).toBe(slowCrc(bytes));
      }),
    );
  });

  it('of two pieces follows from theirs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (a, b) => {
        expect(combineCrc64(crc(a), crc(b), b.length)).toBe(crc(Buffer.concat([a, b])));
      }),
    );
  });
});
