import fc from 'fast-check';
import { cutAtCharacter, rowKey } from '../../contract/row-key';

const bucket = 'media-of-the-evening';
const room = 1_000 - bucket.length;

describe('the key of a row', () => {
  it('is the object’s key while it fits', () => {
    const key = 'k'.repeat(room);
    expect(rowKey({ bucket, key })).toBe(key);
  });

  it('is shortened from the first byte that does not fit', () => {
    const shortened = rowKey({ bucket, key: 'k'.repeat(room + 1) });
    expect(shortened).toMatch(/^k+~[0-9a-f]{32}$/);
    expect(Buffer.byteLength(shortened)).toBe(room);
  });

  it('differs for two long keys that begin alike', () => {
    const key = 'k'.repeat(1_022);
    expect(rowKey({ bucket, key: `${key}a` })).not.toBe(rowKey({ bucket, key: `${key}b` }));
  });

  it('is never that of a key that was made to look like the shortened form of another', () => {
    for (const key of ['k'.repeat(1_023), '京'.repeat(341), '🎬'.repeat(255)]) {
      const lookalike = rowKey({ bucket, key });
      expect(rowKey({ bucket, key: lookalike })).not.toBe(lookalike);
    }
  });

  it('keeps primary keys within 1,000 bytes and whole characters, for every key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }), fc.nat(63), (text, length) => {
        const key = cutAtCharacter(text.repeat(4), 1_023);
        const name = 'b'.repeat(Math.max(3, length));
        const stored = rowKey({ bucket: name, key });
        expect(Buffer.byteLength(stored) + name.length).toBeLessThanOrEqual(1_000);
        expect(Buffer.from(stored).toString()).toBe(stored);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('a cut', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abc', 2, 'ab'],
    ['a京', 3, 'a'],
    ['a京', 4, 'a京'],
    ['🎬🎬', 7, '🎬'],
  ])('of %j at %d bytes is %j', (text, bytes, expected) => {
    expect(cutAtCharacter(text, bytes)).toBe(expected);
  });
});
