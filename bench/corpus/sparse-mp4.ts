import { type FileHandle, open } from 'node:fs/promises';

/** The MP4's boxes are not in the order in which ffmpeg writes them. */
class SparseMp4Error extends Error {
  override name = 'SparseMp4Error';
}

interface Box {
  type: string;
  offset: number;
  size: number;
}

async function topBoxes(file: FileHandle, fileSize: number): Promise<Box[]> {
  const boxes: Box[] = [];
  const header = Buffer.alloc(8);
  for (let offset = 0; offset + header.length <= fileSize; ) {
    await file.read(header, 0, header.length, offset);
    const size = header.readUInt32BE(0);
    if (size < header.length)
      throw new SparseMp4Error(`The box at ${offset} must give its size, ${size} given.`);
    boxes.push({ type: header.toString('latin1', 4, 8), offset, size });
    offset += size;
  }
  return boxes;
}

/**
 * Makes an MP4 as long as wanted, with its `moov` at the end and, before it, a hole that uses no disk space.
 * The empty `free` box that ffmpeg writes before `mdat` gives room for a 64-bit size, so no sample moves.
 *
 * @throws SparseMp4Error when the file is not `ftyp`, `free`, `mdat`, `moov`, or is longer already
 */
export async function growMp4(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const boxes = await topBoxes(file, (await file.stat()).size);
    const [, free, mdat, moov] = boxes;
    const layout = boxes.map(({ type }) => type).join(' ');
    if (!free || !mdat || !moov || layout !== 'ftyp free mdat moov' || free.size !== 8) {
      throw new SparseMp4Error(`${path} must be ftyp, an empty free, mdat and moov; ${layout} given.`);
    }
    const moovBytes = Buffer.alloc(moov.size);
    await file.read(moovBytes, 0, moov.size, moov.offset);
    const moovOffset = bytes - moov.size;
    if (moovOffset < moov.offset) throw new SparseMp4Error(`${path} has more than ${bytes} bytes already.`);
    const header = Buffer.alloc(16);
    header.writeUInt32BE(1, 0);
    header.write('mdat', 4, 'latin1');
    header.writeBigUInt64BE(BigInt(moovOffset - free.offset), 8);
    await file.write(header, 0, header.length, free.offset);
    await file.truncate(moov.offset);
    await file.write(moovBytes, 0, moovBytes.length, moovOffset);
  } finally {
    await file.close();
  }
}
