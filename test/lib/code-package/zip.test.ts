import * as fc from 'fast-check';
import { deflateSync, unzipSync } from 'fflate';
import type { PackedFile } from '../../../lib/code-package/packed-file';
import { zip } from '../../../lib/code-package/zip';
import { zipEntries } from '../support/zip-entries';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const FILES: PackedFile[] = [
  { path: 'b/run', content: bytes('#!'), mode: 0o755 },
  { path: 'a.js', content: bytes('x'), mode: 0o644 },
];

describe('zip', () => {
  it('sorts its entries and keeps Unix modes and one date', () => {
    // 1980-01-01 00:00: the upper half contains year 0, month 1, day 1.
    const date = ((1 << 5) | 1) << 16;

    expect(zipEntries(zip(FILES, deflateSync))).toStrictEqual([
      { name: 'a.js', mode: '100644', date, system: 3 },
      { name: 'b/run', mode: '100755', date, system: 3 },
    ]);
  });

  it('does not depend on the order of the files', () => {
    expect(zip(FILES.toReversed(), deflateSync)).toEqual(zip(FILES, deflateSync));
  });

  it('gives back what went in, whatever it was', () => {
    const content = fc.uint8Array({ maxLength: 2000 });
    const paths = fc.stringMatching(/^[a-z视]{1,8}(\/[a-z. ]{1,8})?$/u);
    fc.assert(
      fc.property(fc.dictionary(paths, content), (files) => {
        const packed = Object.entries(files).map(
          ([path, bytes]): PackedFile => ({ path, content: bytes, mode: 0o644 }),
        );

        const unzipped = unzipSync(zip(packed, deflateSync));

        expect(Object.keys(unzipped)).toEqual(Object.keys(files).sort());
        for (const [path, bytes] of Object.entries(files)) {
          expect(Buffer.from(unzipped[path]!).equals(Buffer.from(bytes))).toBe(true);
        }
      }),
    );
  });
});
