import { gunzipSync, gzipSync } from 'node:zlib';
import { seededRandom } from 'stand-in-cloud';
import { MAX_CELL_BYTES, storeReport } from '../../../../functions/extract/report/store-report';

/** Letters that gzip can only make a quarter shorter. */
function letters(count: number): string {
  const random = seededRandom(5, 'letters');
  const bytes = Buffer.alloc((count * 3) / 4);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = random() * 256;
  return bytes.toString('base64');
}

describe('a report that is gzipped', () => {
  const text = letters(2_900_000);
  const gzipped = (length: number): number => gzipSync(text.slice(0, length)).length;

  /** The longest beginning of the text that fits when gzipped. All of the text shrinks alike, so it is not far to seek. */
  function longest(): number {
    const about = Math.floor((text.length * MAX_CELL_BYTES) / gzipped(text.length));
    let [fits, exceeds] = [about - 500, about + 500];
    expect(gzipped(fits)).toBeLessThanOrEqual(MAX_CELL_BYTES);
    expect(gzipped(exceeds)).toBeGreaterThan(MAX_CELL_BYTES);
    while (exceeds - fits > 1) {
      const middle = Math.floor((fits + exceeds) / 2);
      if (gzipped(middle) <= MAX_CELL_BYTES) fits = middle;
      else exceeds = middle;
    }
    return fits;
  }

  it('fills a cell, and is left out with one letter more', () => {
    const length = longest();
    expect(gzipped(length)).toBeGreaterThan(MAX_CELL_BYTES - 8);
    expect(gzipped(length + 1)).toBeGreaterThan(MAX_CELL_BYTES);

    const stored = storeReport(text.slice(0, length));
    expect(stored).toMatchObject({ ReportEncoding: 'gzip' });
    expect(gunzipSync(stored!['Meta_data_gzip'] as Buffer).toString() === text.slice(0, length)).toBe(true);
    expect(storeReport(text.slice(0, length + 1))).toBeUndefined();
  }, 60_000);
});
