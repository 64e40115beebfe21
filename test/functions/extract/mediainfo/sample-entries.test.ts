import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ReadRange } from '../../../../functions/extract/mediainfo/box-tree';
import { EXACT_ENTRIES, isReadExactly } from '../../../../functions/extract/mediainfo/read-exactly';
import { sampleEntries } from '../../../../functions/extract/mediainfo/sample-entries';
import { sureContainer, sureFields } from '../../../../functions/extract/mediainfo/sure-fields';
import { box, fileType, movieHeader, sampleEntry, track, visual } from '../support/boxes';
import { MEDIA } from '../support/local-report';

/** The entries of a file, and the offsets that were read for them. */
async function looked(bytes: Buffer): Promise<{ entries: string[]; offsets: number[] }> {
  const offsets: number[] = [];
  const entries: string[] = [];
  const read: ReadRange = async (offset, length) => {
    offsets.push(offset);
    return bytes.subarray(offset, offset + length);
  };
  for await (const entry of sampleEntries(read, bytes.length)) entries.push(entry);
  return { entries, offsets };
}
const entriesOf = async (bytes: Buffer): Promise<string[]> => (await looked(bytes)).entries;
const fixture = (name: string): Buffer => readFileSync(join(MEDIA, name));

const picture = track(1, 'vide', sampleEntry('avc1', visual(640, 360)));
const sound = track(2, 'soun', sampleEntry('sowt', Buffer.alloc(20)));
const media = box('mdat', Buffer.alloc(100_000));

describe('sampleEntries', () => {
  it.each([
    ['moov-first.mp4', ['avc1', 'mp4a']],
    ['moov-last.mp4', ['avc1', 'mp4a']],
    ['prores.mov', ['apco', 'sowt', 'tmcd']],
  ])('tells how the tracks of %s are coded', async (name, entries) => {
    expect(await entriesOf(fixture(name))).toEqual(entries);
  });

  it('finds the tracks before and behind the media, however long they are', async () => {
    const long = box('trak', picture.subarray(8), box('udta', Buffer.alloc(50_000)));
    const index = box('moov', movieHeader(), long, box('udta'), sound);
    for (const boxes of [
      [index, media],
      [media, index],
    ]) {
      const { entries, offsets } = await looked(Buffer.concat([fileType('qt  '), ...boxes]));
      expect(entries).toEqual(['avc1', 'sowt']);
      expect(offsets.length).toBeLessThan(10);
    }
  });

  it('tells of a track before the next one is here', async () => {
    const whole = Buffer.concat([fileType('qt  '), box('moov', movieHeader(), picture, sound), media]);
    const offsets: number[] = [];
    const read: ReadRange = async (offset, length) => {
      offsets.push(offset);
      return whole.subarray(offset, offset + length);
    };
    for await (const entry of sampleEntries(read, whole.length)) {
      expect(entry).toBe('avc1');
      break;
    }
    expect(Math.max(...offsets)).toBe(whole.indexOf('trak') - 4);
  });

  it('looks no further than into the first bytes of what is no MP4, and not at fragments', async () => {
    for (const name of ['h264.ts', 'cut.mkv', 'op1a.mxf', 'still.jpg'])
      expect(await looked(fixture(name))).toEqual({ entries: [], offsets: [0] });
    const fragments = Buffer.concat([fileType('iso5'), box('moof', box('traf')), media, box('moof'), media]);
    expect((await looked(fragments)).offsets.length).toBe(2);
  });

  it('ends on damaged files, with few reads', async () => {
    const whole = Buffer.concat([fileType('qt  '), box('moov', movieHeader(), picture, sound), media]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(1_500), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        fc.nat(2_000),
        async (changes, length) => {
          const bytes = Buffer.from(whole.subarray(0, length));
          for (const [at, value] of changes) if (at < length) bytes[at] = value;
          expect((await looked(bytes)).offsets.length).toBeLessThanOrEqual(32);
        },
      ),
    );
  });
});

describe('what is read exactly', () => {
  it.each(Object.entries(EXACT_ENTRIES))('has nothing of which fast tells: %s', (track, types) => {
    const [kind = '', ...format] = track.split(' ');
    expect(sureFields(sureContainer('MPEG-4')!, kind, format.join(' '))).toBeUndefined();
    for (const type of types) expect(type).toHaveLength(4);
  });

  it('is known by its type, and nothing else is', () => {
    expect(['sowt', 'apch', 'raw ', 'mebx'].map(isReadExactly)).toEqual([true, true, true, true]);
    expect(['avc1', 'mp4a', 'tmcd', 'xyz1', ''].map(isReadExactly)).toEqual(Array(5).fill(false));
  });
});
