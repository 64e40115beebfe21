import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { deflate } from '../../../lib/code-package/deflate';
import { withDirectory } from '../support/synthesized';

const CONTENT = Buffer.from('media '.repeat(1000));

describe('deflate', () => {
  it('compresses', () => {
    withDirectory((cache) => {
      const deflated = deflate(CONTENT, cache);

      expect(deflated.length).toBeLessThan(100);
      expect(inflateRawSync(deflated).equals(CONTENT)).toBe(true);
    });
  });

  it('finds in the cache what it once compressed', () => {
    withDirectory((cache) => {
      const first = deflate(CONTENT, cache);
      const [name = ''] = readdirSync(cache);
      const kept = readFileSync(join(cache, name));

      expect(deflate(CONTENT, cache)).toEqual(kept);
      expect(Buffer.from(first).equals(kept)).toBe(true);
      expect(readdirSync(cache)).toEqual([name]);
    });
  });

  it.each([
    ['cut', (kept: Buffer) => kept.subarray(0, kept.length - 4)],
    ['not compressed data', () => Buffer.from('not compressed data')],
    ['other data', () => Buffer.from(deflate.name)],
    ['empty', () => Buffer.alloc(0)],
  ])('makes it again when what is kept is %s', (_, damage) => {
    withDirectory((cache) => {
      const first = deflate(CONTENT, cache);
      const path = join(cache, readdirSync(cache)[0]!);
      writeFileSync(path, damage(readFileSync(path)));

      expect(Buffer.from(deflate(CONTENT, cache)).equals(Buffer.from(first))).toBe(true);
      expect(readFileSync(path).equals(Buffer.from(first))).toBe(true);
    });
  });
});
