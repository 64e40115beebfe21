import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  fragmentPlaces,
  indexOf,
  mayListFragments,
} from '../../../../functions/extract/object-reader/mp4-places';
import { MEDIA } from '../support/local-report';

const box = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
};
const words = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => {
    bytes.writeUInt32BE(number, 4 * i);
  });
  return bytes;
};
const ftyp = box('ftyp', Buffer.from('isom'), words(0));

const placesOfMoofs = (bytes: Buffer): number[] => {
  const places: number[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'moof') places.push(at);
  }
  return places;
};

describe('fragmentPlaces', () => {
  it('finds the fragments of a real file where they are', () => {
    const bytes = readFileSync(join(MEDIA, 'fragmented.mp4'));
    const places = fragmentPlaces(bytes.subarray(0, 4096), bytes.subarray(-4096), bytes.length);
    expect(places.length).toBeGreaterThan(0);
    expect(placesOfMoofs(bytes)).toEqual(expect.arrayContaining(places));
  });

  it('adds up the lengths of a segment index', () => {
    const sidx = box('sidx', words(0, 1, 1000, 0, 16, 2), words(500, 0, 0, (700 | 0x80000000) >>> 0, 0, 0));
    const anchor = ftyp.length + sidx.length;
    expect(fragmentPlaces(Buffer.concat([ftyp, sidx]), Buffer.alloc(0), 1e6)).toEqual([
      anchor + 16,
      anchor + 516,
    ]);
  });

  it('reads both widths of a random access index', () => {
    const narrow = box(
      'tfra',
      words(0, 1, 0, 2),
      words(0, 900),
      Buffer.alloc(3),
      words(1, 300),
      Buffer.alloc(3),
    );
    const wide = box('tfra', words(1 << 24, 2, 0, 1), words(0, 0, 0, 5000), Buffer.alloc(3));
    const mfra = Buffer.concat([narrow, wide]);
    const tail = box('mfra', mfra, box('mfro', words(0, 8 + mfra.length + 16)));
    expect(fragmentPlaces(ftyp, tail, 1e6)).toEqual([300, 900, 5000]);
    expect(fragmentPlaces(ftyp, tail, 4000)).toEqual([300, 900]);
  });

  it('finds nothing in other files, and survives any bytes', () => {
    expect(fragmentPlaces(readFileSync(join(MEDIA, 'cut.mkv')), Buffer.alloc(0), 1e6)).toEqual([]);
    const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(anything, anything, fc.constantFrom('sidx', 'mfra'), (head, tail, type) => {
        const index = box('mfra', box('tfra', tail), box('mfro', words(0, 24 + 8 + tail.length)));
        fragmentPlaces(Buffer.concat([ftyp, box(type, head)]), index, 1e6);
        fragmentPlaces(head, tail, 1e6);
      }),
    );
  });
});

describe('mayListFragments', () => {
  const sidx = box('sidx', words(0, 1, 1000, 0, 0, 2, 100, 0, 0, 200, 0, 0));
  const seen = (file: Buffer, firstBytes: number, last: Buffer = Buffer.alloc(16)): boolean =>
    mayListFragments(file.subarray(0, firstBytes), file.length, last);

  it('is false for a file whose first bytes show that it has no list', () => {
    expect(seen(readFileSync(join(MEDIA, 'cut.mkv')), 4096)).toBe(false);
    expect(seen(Buffer.concat([ftyp, box('moof', sidx), sidx]), 4096)).toBe(false);
    const [moov, mdat] = [box('moov', words(0)), Buffer.concat([words(1_000_000), Buffer.from('mdat')])];
    expect(seen(Buffer.concat([ftyp, moov, mdat, Buffer.alloc(1000)]), 100)).toBe(false);
  });

  it('is true for each file in which a list is found, however few bytes are at hand', () => {
    const padding = fc.integer({ min: 0, max: 60 }).map((bytes) => box('free', Buffer.alloc(bytes)));
    fc.assert(
      fc.property(padding, fc.boolean(), fc.integer({ min: 16, max: 200 }), (free, first, bytes) => {
        const file = Buffer.concat(first ? [ftyp, sidx, free] : [ftyp, free, sidx]);
        expect(fragmentPlaces(file, Buffer.alloc(0), 1e6)).not.toEqual([]);
        expect(seen(file, bytes)).toBe(true);
      }),
    );
    expect(seen(ftyp, 16, box('mfro', words(0, 100)))).toBe(true);
  });
});

describe('indexOf', () => {
  it('is what follows the media of a real file', () => {
    const bytes = readFileSync(join(MEDIA, 'moov-last.mp4'));
    const { start, end } = indexOf(bytes.subarray(0, 4096), bytes.length)!;
    expect(bytes.toString('latin1', start + 4, start + 8)).toBe('moov');
    expect(end).toBe(bytes.length);
  });

  it('is the moov that comes first', () => {
    const bytes = readFileSync(join(MEDIA, 'moov-first.mp4'));
    const { start, end } = indexOf(bytes.subarray(0, 64), bytes.length)!;
    expect(bytes.toString('latin1', start - 4, start)).toBe('moov');
    expect(end).toBe(start - 8 + bytes.readUInt32BE(start - 8));
    expect(indexOf(bytes.subarray(0, 64), start + 10)).toEqual({ start, end: start + 10 });
  });

  it('takes lengths of 64 bits', () => {
    const large = Buffer.concat([words(1), Buffer.from('mdat'), words(2, 1000)]);
    const head = Buffer.concat([ftyp, large]);
    const start = ftyp.length + 2 * 2 ** 32 + 1000;
    expect(indexOf(head, start + 5)).toEqual({ start, end: start + 5 });
    expect(indexOf(head, start)).toBeUndefined();
  });

  it('is not told by other files', () => {
    expect(indexOf(readFileSync(join(MEDIA, 'cut.mkv')).subarray(0, 4096), 1e6)).toBeUndefined();
  });

  it('survives any bytes', () => {
    const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(anything, (bytes) => {
        for (const head of [bytes, Buffer.concat([ftyp, bytes])]) {
          const { start, end } = indexOf(head, 1000) ?? { start: 0, end: 0 };
          expect(start).toBeLessThanOrEqual(end + 16);
          expect(end).toBeLessThanOrEqual(1000);
        }
      }),
    );
  });
});
