import { CodePackageError } from './code-package-error';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
/** Longest comment that may follow the end. */
const MAX_COMMENT = 0xffff;
const ZIP64 = 0xffffffff;

/** Made by Unix, so that the mode counts; version 2.0 of the format. */
const MADE_BY = (3 << 8) | 20;
const NEEDS = 20;
const REGULAR_0644 = 0o100644;
/** The first day of the format, 1 January 1980: the bytes depend on nothing but the content. */
const FIRST_DAY = 0x21;

/**
 * A zip with one more file at its end, which is stored as it is. The bytes of the other files stay what they are, so the
 * published package needs no compressor for it.
 * @throws CodePackageError when it is no zip, or has a file of that name
 */
export function addToZip(zip: Buffer, path: string, content: Buffer): Buffer {
  const end = endOf(zip);
  const [files, size, start] = [
    zip.readUInt16LE(end + 10),
    zip.readUInt32LE(end + 12),
    zip.readUInt32LE(end + 16),
  ];
  if (start === ZIP64 || start + size > end)
    throw new CodePackageError('Code package: the zip must not be in the format ZIP64.');
  const directory = zip.subarray(start, start + size);
  const name = Buffer.from(path);
  if (hasEntry(directory, files, path))
    throw new CodePackageError(`Code package: the zip must not hold '${path}' already.`);

  const about = Buffer.alloc(22);
  about.writeUInt16LE(FIRST_DAY, 4);
  about.writeUInt32LE(crc32(content), 6);
  about.writeUInt32LE(content.length, 10);
  about.writeUInt32LE(content.length, 14);
  about.writeUInt16LE(name.length, 18);
  const local = Buffer.concat([words(LOCAL_HEADER), shorts(NEEDS, 0), about, name, content]);
  // Comment, disk and internal attributes are 0.
  const central = Buffer.concat([
    words(CENTRAL_HEADER),
    shorts(MADE_BY, NEEDS, 0),
    about,
    shorts(0, 0, 0),
    words(REGULAR_0644 * 0x10000, start),
    name,
  ]);
  const last = Buffer.concat([
    words(END),
    shorts(0, 0, files + 1, files + 1),
    words(size + central.length, start + local.length),
    shorts(0),
  ]);
  return Buffer.concat([zip.subarray(0, start), local, directory, central, last]);
}

const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value, 4 * i);
  return bytes;
};

const shorts = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt16LE(value, 2 * i);
  return bytes;
};

function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_BYTES - MAX_COMMENT);
  for (let at = zip.length - END_BYTES; at >= first; at -= 1) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  throw new CodePackageError('Code package: the file of the functions must be a zip.');
}

function hasEntry(directory: Buffer, files: number, path: string): boolean {
  let at = 0;
  for (let file = 0; file < files; file += 1) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    if (directory.toString('utf8', at + 46, at + 46 + name) === path) return true;
    at += 46 + name + extra + comment;
  }
  return false;
}

/** The checksum of zip entries. Node.js has one only from 20.15 on. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
