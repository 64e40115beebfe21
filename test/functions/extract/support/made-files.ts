import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { box, fileType, fullBox, movieHeader, sampleEntry, track, visual, words } from './boxes';
import { MEDIA } from './local-report';

export const fixture = (name: string): Buffer => readFileSync(join(MEDIA, name));

/** The fragmented film of the fixtures, as a packager of CMAF, DASH or HLS lays it down. */
export function segments(): { init: Buffer; media: Buffer } {
  const film = fixture('fragmented.mp4');
  const first = film.indexOf('moof') - 4;
  const second = film.indexOf('moof', first + 8) - 4;
  return { init: film.subarray(0, first), media: film.subarray(first, second) };
}

/** A manifest as live packagers write it has no duration in its init segment: all ones, ISO 14496-12. */
export function liveInit(): Buffer {
  const init = Buffer.from(segments().init);
  for (let at = init.indexOf('mdhd'); at >= 0; at = init.indexOf('mdhd', at + 4)) {
    // Version and flags, two times and the timescale stand before the duration.
    init.writeUInt32BE(0xff_ff_ff_ff, at + 20);
  }
  return init;
}

/** An item of a picture file (ISO 23008-12): what `iinf` says of it. */
const item = (id: number, type: string): Buffer =>
  box('infe', words(0x02_00_00_00), words(id * 0x10000), Buffer.from(type), Buffer.alloc(1));

/** Four bytes for each number but for those of 16 and 8 bits, in hexadecimal. */
const hex = (...parts: string[]): Buffer => Buffer.from(parts.join(''), 'hex');
const short = (number: number): string => number.toString(16).padStart(4, '0');

/**
 * A picture of 1,024 × 768 as telephones write it: a grid of two by two tiles of 512 × 384. The tiles have no data.
 */
export function gridPicture(): Buffer {
  const tiles = [1, 2, 3, 4];
  const size = (width: number, height: number) => fullBox('ispe', words(width, height));
  // Rows and columns less one; both sides in 16 bits.
  const grid = box('idat', hex('00000101', short(1_024), short(768)));
  const places = [...tiles, 5].map((id) =>
    // From the file, or for the grid from `idat`; one extent each.
    hex(short(id), id === 5 ? '0001' : '0000', '0000', '0001', '00000000', '00000008'),
  );
  const meta = fullBox(
    'meta',
    fullBox('hdlr', words(0), Buffer.from('pict'), Buffer.alloc(13)),
    fullBox('pitm', hex(short(5))),
    box('iloc', hex('01000000', '4400', short(5)), ...places),
    fullBox('iinf', hex(short(5)), ...tiles.map((id) => item(id, 'hvc1')), item(5, 'grid')),
    fullBox('iref', box('dimg', hex(short(5), short(4), ...tiles.map(short)))),
    box(
      'iprp',
      box('ipco', size(512, 384), size(1_024, 768)),
      // Each item has one property: the first or the second.
      fullBox('ipma', words(5), ...tiles.map((id) => hex(short(id), '0101')), hex(short(5), '0102')),
    ),
    grid,
  );
  return Buffer.concat([fileType('heic'), meta, box('mdat', Buffer.alloc(32))]);
}

/** A sound with a track of pictures that are those of its chapters, as podcasts have them. */
export function pictureChapters(): Buffer {
  const sound = sampleEntry('twos', hex('0000000000000000', '0001', '0010', '00000000', '0bb80000'));
  const pictures = track(2, 'vide', sampleEntry('jpeg', visual(160, 90)));
  const audio = track(1, 'soun', sound);
  // Into the track, after its header.
  const at = 8 + audio.readUInt32BE(8);
  const reference = box('tref', box('chap', words(2)));
  const told = box('trak', audio.subarray(8, at), reference, audio.subarray(at));
  return Buffer.concat([
    fileType('M4A '),
    box('mdat', Buffer.alloc(16)),
    box('moov', movieHeader(), told, pictures),
  ]);
}

/** Executable and linkable, for no machine. */
const elf = (): Buffer =>
  Buffer.concat([hex('7f454c4602010100'), Buffer.alloc(8), hex('02003e0001000000'), Buffer.alloc(200)]);

const pdf = (): Buffer =>
  Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF\n',
  );

/** A header of 128 bytes and an empty table of tags (ICC.1). */
function icc(): Buffer {
  const profile = Buffer.alloc(132);
  profile.writeUInt32BE(132, 0);
  profile.write('\x02\x10\0\0mntrRGB XYZ ', 8, 'latin1');
  profile.write('acsp', 36);
  return profile;
}

export const OTHER_CONTENT: Record<string, () => Buffer> = {
  'report.pdf': pdf,
  'monitor.icc': icc,
  'monitor.icm': icc,
  program: elf,
  'data.gz': () => gzipSync('text'),
  // compress(1): a magic number, the most bits of a code, and codes.
  'data.Z': () => Buffer.concat([hex('1f9d90'), Buffer.alloc(64, 'a')]),
  'drawing.dwg': () => Buffer.concat([Buffer.from('AC1015'), Buffer.alloc(64)]),
  'notes.txt': () => Buffer.from('shopping list'),
  'types.d.ts': () => Buffer.from('export declare const a: number;\n'),
};
