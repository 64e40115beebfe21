import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { reasonOf } from '../../../../functions/extract/mediainfo/mask';
import { MAX_MASKS, proposeMasks } from '../../../../functions/extract/mediainfo/masked-boxes';
import { box, fileType, fullBox, movieHeader, sampleEntry, track, visual, words } from '../support/boxes';
import { canonRaw, withDescriptor } from '../support/breaking-files';
import { HOSTILE_FILES } from '../support/hostile-files';
import { MEDIA } from '../support/local-report';

function reading(bytes: Buffer) {
  const reads: number[] = [];
  const read = async (offset: number, length: number): Promise<Buffer> => {
    reads.push(length);
    return bytes.subarray(offset, offset + length);
  };
  return { reads, masks: () => proposeMasks(read, bytes.length) };
}
const masksOf = (bytes: Buffer) => reading(bytes).masks();
const namesOf = async (bytes: Buffer) => (await masksOf(bytes)).map(({ boxes }) => boxes.join(' '));

const picture = track(1, 'vide', sampleEntry('avc1', visual(640, 360), box('avcC', Buffer.alloc(9))));
const sound = track(2, 'soun', sampleEntry('mp4a', Buffer.alloc(20)));

describe('proposeMasks', () => {
  it('begins with the object descriptor, then goes on to the track', async () => {
    const bytes = withDescriptor(0);
    const [first, ...others] = await masksOf(bytes);
    const place = bytes.indexOf('iods');
    expect(first).toEqual({ boxes: ['iods'], hidden: [{ start: place, end: place + 4, as: 'free' }] });
    expect(others.map(({ boxes }) => boxes)).toEqual([['trak']]);
  });

  it('empties the sample description of a track of an unknown kind, and leaves its type', async () => {
    const bytes = canonRaw();
    const [first] = await masksOf(bytes);
    const start = bytes.indexOf('CTMD') - 4;
    const end = start + bytes.readUInt32BE(start);
    expect(first).toEqual({ boxes: ['CTMD'], hidden: [{ start: start + 16, end, as: 'zeros' }] });
  });

  it('goes from what is worth least to what is worth most', async () => {
    const bytes = Buffer.concat([
      fileType('isom'),
      box(
        'moov',
        movieHeader(),
        fullBox('iods', Buffer.alloc(9)),
        picture,
        sound,
        track(3, 'meta', sampleEntry('gpmd', words(1))),
        box('udta', fullBox('meta', fullBox('hdlr', Buffer.alloc(20)))),
      ),
      box('moof', box('traf')),
      box('uuid', Buffer.alloc(20)),
      box('mfra', Buffer.alloc(8)),
    ]);
    expect(await namesOf(bytes)).toEqual([
      'iods',
      'gpmd',
      'iods gpmd',
      'udta uuid',
      'trak',
      'moof mfra',
      'iods gpmd udta uuid trak moof mfra',
      'avc1',
      'trak',
      'trak',
    ]);
    for (const { hidden } of await masksOf(bytes)) {
      for (const { start, end, as } of hidden) {
        if (as === 'free')
          expect(bytes.toString('latin1', start, end)).toMatch(/^(iods|udta|uuid|trak|moof|mfra)$/);
      }
    }
  });

  it('hides metadata once, where it begins', async () => {
    const inner = box('udta', box('meta', fullBox('hdlr', Buffer.alloc(20)), box('udta')));
    const bytes = Buffer.concat([fileType('qt  '), box('moov', inner)]);
    const [mask, ...others] = await masksOf(bytes);
    expect(mask?.hidden).toEqual([
      { start: bytes.indexOf('udta'), end: bytes.indexOf('udta') + 4, as: 'free' },
    ]);
    expect(others).toEqual([]);
  });

  it('finds boxes behind media of more than 4 GB', async () => {
    const header = Buffer.concat([words(1), Buffer.from('mdat'), words(5, 0)]);
    const movie = box('moov', movieHeader(), fullBox('iods', Buffer.alloc(9)));
    const behind = 24 + 5 * 2 ** 32;
    const read = async (offset: number, length: number): Promise<Buffer> => {
      if (offset >= behind) return movie.subarray(offset - behind, offset - behind + length);
      return Buffer.concat([fileType('isom'), header, Buffer.alloc(16)]).subarray(offset, offset + length);
    };
    const [mask] = await proposeMasks(read, behind + movie.length);
    expect(mask?.hidden[0]?.start).toBe(behind + movie.indexOf('iods'));
  });

  it.each([
    'hi-res.flac',
    'op1a.mxf',
    'vp9.webm',
    'mpeg4.avi',
    'h264.ts',
    'still.jpg',
    'empty.mp4',
    'text.mp4',
  ])('has nothing to propose for %s', async (name) => {
    const { reads, masks } = reading(readFileSync(join(MEDIA, name)));
    expect(await masks()).toEqual([]);
    expect(reads.length).toBeLessThanOrEqual(1);
  });

  it('leaves the size of a picture to be seen, and hides how it is coded', async () => {
    const bytes = Buffer.concat([fileType('isom'), box('moov', picture)]);
    const [mask] = await masksOf(bytes);
    const start = bytes.indexOf('avcC') - 4;
    expect(mask).toEqual({ boxes: ['avc1'], hidden: [{ start, end: start + 17, as: 'zeros' }] });
  });

  it('has no more to propose than it says', async () => {
    const parts = [
      fullBox('iods', Buffer.alloc(9)),
      box('udta'),
      ...Array.from({ length: 20 }, () => picture),
    ];
    const unknown = track(9, 'meta', sampleEntry('gpmd', words(1)));
    const bytes = Buffer.concat([fileType('isom'), box('moov', ...parts, unknown), box('moof')]);
    expect(await masksOf(bytes)).toHaveLength(MAX_MASKS);
  });

  it('looks at no fragments when there are more than it may find', async () => {
    const fragments = Array.from({ length: 100 }, () => box('moof', box('traf')));
    const { reads, masks } = reading(Buffer.concat([fileType('iso6'), box('moov', picture), ...fragments]));
    expect((await masks()).map(({ boxes }) => boxes)).toEqual([['avc1'], ['trak']]);
    expect(reads.length).toBeLessThan(100);
  });

  it.each(Object.keys(HOSTILE_FILES).filter((name) => HOSTILE_FILES[name]!.extension === 'mp4'))(
    'reads little of %s',
    async (name) => {
      const { reads, masks } = reading(HOSTILE_FILES[name]!.bytes());
      await masks();
      expect(reads.reduce((sum, length) => sum + length, 0)).toBeLessThan(64 * 1024);
    },
  );

  it('hides places that are there, one behind the other, in whatever is made of boxes', async () => {
    const type = fc.constantFrom(
      'moov',
      'trak',
      'mdia',
      'stbl',
      'stsd',
      'udta',
      'meta',
      'uuid',
      'iods',
      'free',
    );
    const parts = fc.array(
      fc.tuple(
        type,
        fc.oneof(fc.nat(64), fc.constantFrom(0, 1, 7, 8, 0xffffffff)),
        fc.uint8Array({ maxLength: 24 }),
      ),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(parts, async (boxes) => {
        const bytes = Buffer.concat([
          fileType('isom'),
          ...boxes.map(([name, size, rest]) => Buffer.concat([words(size), Buffer.from(name), rest])),
        ]);
        for (const { hidden } of await masksOf(bytes)) {
          let reached = 0;
          for (const { start, end } of hidden) {
            expect(start).toBeGreaterThanOrEqual(reached);
            expect(end).toBeGreaterThan(start);
            reached = end;
          }
          expect(reached).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('the reason', () => {
  const hidden = [{ start: 4, end: 8, as: 'free' as const }];

  it('names the box', () => {
    expect(reasonOf({ boxes: ['iods'], hidden }, '26.10', 'breaks down on')).toBe(
      "MediaInfo 26.10 breaks down on the box 'iods' of this file; it was described without it.",
    );
  });

  it('says that it is one of several, and names some of many', () => {
    const boxes = ['udta', 'uuid', 'a', 'b', 'c', 'd'];
    expect(reasonOf({ boxes, hidden: [...hidden, ...hidden] }, '26.10', 'needs too much for')).toBe(
      "MediaInfo 26.10 needs too much for one of the boxes 'udta', 'uuid', 'a', 'b', 'c' … of this file; it was described without them.",
    );
  });

  it('holds nothing that cannot be printed', async () => {
    const entry = sampleEntry('\0\n\xa9a', words(1));
    const [mask] = await masksOf(Buffer.concat([fileType('isom'), box('moov', track(1, 'meta', entry))]));
    expect(reasonOf(mask!, '26.10', 'breaks down on')).toContain("'??\xa9a'");
  });
});
