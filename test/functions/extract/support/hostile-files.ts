import { constants, deflateRawSync } from 'node:zlib';

const MB = 1024 * 1024;

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A box of an MP4. `declared` replaces its true size. */
function box(type: string, payload: Buffer | Buffer[], declared?: number): Buffer {
  const content = Buffer.concat([payload].flat());
  return Buffer.concat([u32(declared ?? content.length + 8), Buffer.from(type, 'latin1'), content]);
}

const FTYP = box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1'));

/** An element of a Matroska file, with its size in 8 bytes. */
function element(id: string, payload: Buffer | Buffer[], declared?: bigint): Buffer {
  const content = [payload].flat();
  const size = Buffer.alloc(8);
  const bytes = content.reduce((sum, { length }) => sum + length, 0);
  size.writeBigUInt64BE((declared ?? BigInt(bytes)) | (1n << 56n));
  return Buffer.concat([Buffer.from(id, 'hex'), size, ...content]);
}

const EBML = element('1a45dfa3', [
  element('4282', Buffer.from('matroska')),
  element('4287', Buffer.from([4])),
]);

const matroska = (...children: Buffer[]): Buffer => Buffer.concat([EBML, element('18538067', children)]);

/** All are alike but for their numbers, which are written into copies of one: a hundred thousand take a moment. */
export function chapters(count: number): Buffer {
  const [id, start, name] = [Buffer.alloc(4, 1), Buffer.alloc(8, 2), Buffer.from('Chapter ######')];
  const atom = element('b6', [
    element('73c4', id),
    element('91', start),
    element('80', [element('85', name), element('437c', Buffer.from('eng'))]),
  ]);
  const [idAt, startAt, nameAt] = [atom.indexOf(id), atom.indexOf(start), atom.indexOf('######')];
  const atoms = Buffer.alloc(count * atom.length, atom);
  for (let n = 0, at = 0; n < count; n += 1, at += atom.length) {
    atoms.writeUInt32BE(n + 1, at + idAt);
    atoms.writeBigUInt64BE(BigInt(n) * 1_000_000n, at + startAt);
    atoms.write(String(n).padStart(6, '0'), at + nameAt);
  }
  return matroska(element('1043a770', element('45b9', atoms)));
}

function matroskaTags(count: number, value: Buffer): Buffer {
  const simple = Array.from({ length: count }, (_, n) =>
    element('67c8', [element('45a3', Buffer.from(`TAG${n}`)), element('4487', value)]),
  );
  return matroska(element('1254c367', element('7373', [element('63c0', []), ...simple])));
}

const ADLER = 65_521n;

/**
 * What zlib makes of so many equal bytes. The megabytes are compressed once and follow one another, and their checksum is
 * computed: to compress 256 MB takes a second.
 */
function zlibOf(byte: number, megabytes: number): Buffer {
  const one = deflateRawSync(Buffer.alloc(MB, byte), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const [count, value] = [BigInt(megabytes * MB), BigInt(byte)];
  const low = (1n + count * value) % ADLER;
  const high = (count + (value * count * (count + 1n)) / 2n) % ADLER;
  const ends = [Buffer.from([3, 0]), u32(Number((high << 16n) | low))];
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...Array<Buffer>(megabytes).fill(one), ...ends]);
}

/** A compressed QuickTime index. Some KB become this many zeros when they are decompressed. */
function compressedIndex(megabytes: number, declared: number): Buffer {
  const packed = zlibOf(0, megabytes);
  return Buffer.concat([
    FTYP,
    box('moov', box('cmov', [box('dcom', Buffer.from('zlib')), box('cmvd', [u32(declared), packed])])),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  return Buffer.concat([u32(data.length), Buffer.from(type), data, Buffer.alloc(4)]);
}

function pngText(megabytes: number): Buffer {
  const packed = zlibOf(0x61, megabytes);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', Buffer.from('00000010000000100802000000', 'hex')),
    pngChunk('zTXt', Buffer.concat([Buffer.from('Title\0\0'), packed])),
    pngChunk('iTXt', Buffer.concat([Buffer.from('Title\0\x01\0\0\0'), packed])),
    pngChunk('iCCP', Buffer.concat([Buffer.from('profile\0\0'), packed])),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function flash(megabytes: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(0xffff_ffff);
  return Buffer.concat([Buffer.from('CWS\x08'), size, zlibOf(0, megabytes)]);
}

/** Text in an iTunes tag. It gets longer when it is written as XML. */
export function tag(name: string, text: Buffer): Buffer {
  const item = box(name, box('data', [u32(1), u32(0), text]));
  const meta = box('meta', [
    u32(0),
    box('hdlr', Buffer.from(`${'\0'.repeat(8)}mdirappl${'\0'.repeat(9)}`)),
    box('ilst', item),
  ]);
  return Buffer.concat([FTYP, box('moov', box('udta', meta))]);
}

function nested(depth: number): Buffer {
  const open = Array.from({ length: depth }, (_, n) =>
    Buffer.concat([u32((depth - n) * 8), Buffer.from('moov')]),
  );
  return Buffer.concat([FTYP, ...open]);
}

/** Tables of a track that claim to have four billion entries. */
function endlessTables(): Buffer {
  const table = (type: string) => box(type, [u32(0), u32(0xffff_fff0), Buffer.alloc(64)]);
  const sizes = box('stsz', [u32(0), u32(0), u32(0xffff_fff0), Buffer.alloc(64)]);
  const tables = ['stsd', 'stts', 'stsc', 'stco', 'co64', 'ctts', 'stss', 'sdtp'].map(table);
  const track = box('trak', [
    box('edts', table('elst')),
    box('mdia', [
      box('hdlr', Buffer.from(`${'\0'.repeat(8)}vide${'\0'.repeat(13)}`)),
      box('minf', box('stbl', [...tables, sizes])),
    ]),
  ]);
  return Buffer.concat([FTYP, box('moov', track)]);
}

const riff = (kind: string, ...chunks: string[]): Buffer =>
  Buffer.concat([
    Buffer.from(`RIFF\xff\xff\xff\xff${kind}`, 'latin1'),
    ...chunks.map((name) => Buffer.from(`${name}\xf0\xff\xff\xff`, 'latin1')),
    Buffer.alloc(4_000),
  ]);

/** A Flash video whose metadata contains a list that claims to have four billion values. */
function endlessArray(): Buffer {
  const script = Buffer.concat([
    Buffer.from('\x02\0\x0aonMetaData\x08\0\0\0\x01\0\x01x\x0a', 'latin1'),
    u32(0xffff_ffff),
    Buffer.alloc(64),
  ]);
  const head = Buffer.concat([Buffer.from([0x12]), u32(script.length).subarray(1), Buffer.alloc(7)]);
  return Buffer.concat([
    Buffer.from('FLV\x01\x05\0\0\0\x09\0\0\0\0', 'latin1'),
    head,
    script,
    Buffer.alloc(400),
  ]);
}

/** More comments than any encoder writes. MediaInfo searches all earlier ones before it adds the next. */
function comments(count: number): Buffer {
  const sized = (text: string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    return Buffer.concat([length, Buffer.from(text)]);
  };
  const number = Buffer.alloc(4);
  number.writeUInt32LE(count);
  const all = Array.from({ length: count }, (_, n) => sized(`TAG${n}=v`));
  const block = Buffer.concat([sized('x'), number, ...all]);
  const stream = Buffer.from(`10001000000000000000${'0ac442f00000ac44'}${'00'.repeat(16)}`, 'hex');
  const header = (type: number, length: number): Buffer =>
    Buffer.concat([Buffer.from([type]), u32(length).subarray(1)]);
  return Buffer.concat([
    Buffer.from('fLaC'),
    header(0, 34),
    stream,
    header(0x84, block.length),
    block,
    Buffer.alloc(1_000),
  ]);
}

/** Small files on which MediaInfo computes for minutes without reading. */
export const STALLING_FILES: Record<string, { extension: string; bytes: () => Buffer }> = {
  'a list of four billion values': { extension: 'flv', bytes: endlessArray },
  '200,000 comments': { extension: 'flac', bytes: () => comments(200_000) },
  '100,000 chapters': { extension: 'mkv', bytes: () => chapters(100_000) },
};

const id3 = (frame: Buffer): Buffer =>
  Buffer.concat([Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1'), frame, Buffer.alloc(4_000)]);

/** Small files that need many resources, by what they do, with their extension. */
export const HOSTILE_FILES: Record<string, { extension: string; bytes: () => Buffer }> = {
  '10,000 tags': { extension: 'mkv', bytes: () => matroskaTags(10_000, Buffer.from('v')) },
  'a tag of 8 MB that XML makes larger': {
    extension: 'mkv',
    bytes: () => matroskaTags(1, Buffer.alloc(8 * MB, '&')),
  },
  'a title of 4 MB': { extension: 'm4a', bytes: () => tag('\xa9nam', Buffer.alloc(4 * MB, '<')) },
  'a compressed index of 256 MB': { extension: 'mov', bytes: () => compressedIndex(256, 256 * MB) },
  'a compressed index that declares 4 GB': {
    extension: 'mov',
    bytes: () => compressedIndex(1, 0xffff_ffff),
  },
  'compressed text of 256 MB': { extension: 'png', bytes: () => pngText(256) },
  'a compressed film of 256 MB': { extension: 'swf', bytes: () => flash(256) },
  '200,000 empty boxes': {
    extension: 'mp4',
    bytes: () => Buffer.concat([FTYP, Buffer.from('\0\0\0\x08free'.repeat(200_000), 'latin1')]),
  },
  '100,000 empty fragments': {
    extension: 'mp4',
    bytes: () => Buffer.concat([FTYP, ...Array<Buffer>(100_000).fill(box('moof', box('traf', [])))]),
  },
  '20,000 boxes one in the other': { extension: 'mp4', bytes: () => nested(20_000) },
  'a box of 4 GB': {
    extension: 'mp4',
    bytes: () => Buffer.concat([FTYP, box('moov', Buffer.alloc(4_000), 0xffff_fff0)]),
  },
  'tables of 4 billion entries': { extension: 'mp4', bytes: endlessTables },
  'elements of 2^56 bytes': {
    extension: 'webm',
    bytes: () =>
      Buffer.concat([
        EBML,
        element('18538067', element('1549a966', Buffer.alloc(4_000), 2n ** 55n), 2n ** 55n),
      ]),
  },
  'chunks of 4 GB': { extension: 'avi', bytes: () => riff('AVI ', 'LIST', 'idx1') },
  'a sound of 4 GB': { extension: 'wav', bytes: () => riff('WAVE', 'fmt ', 'data') },
  'a picture of 4 GB in a tag': {
    extension: 'mp3',
    bytes: () => id3(Buffer.from('APIC\x7f\x7f\x7f\x7f\0\0\0image/png\0\x03\0', 'latin1')),
  },
};
