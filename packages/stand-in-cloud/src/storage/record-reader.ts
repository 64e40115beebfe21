import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { DamagedDataError, otherFormat } from './errors';

/** The first bytes of a file of records; the number is the version of the format. */
export const SIGNATURE = Buffer.from('stand-in-cloud records 2\n');

/** Before each payload: its length in 4 bytes (little endian), its sum in 8, and in 4 the sum of these 12. */
export const HEADER_BYTES = 16;

/** Records are read in pieces of this size, so that a large file of small records needs few system calls. */
const WINDOW_BYTES = 1024 * 1024;

/** The offset is part of the sum, so a record that was moved, lost or doubled is found too. */
function payloadSum(payload: Buffer, offset: number): Buffer {
  return createHash('sha256').update(`${offset} `).update(payload).digest().subarray(0, 8);
}

const headerSum = (header: Buffer): Buffer =>
  createHash('sha256').update(header.subarray(0, 12)).digest().subarray(0, 4);

/** A record as it stands at `offset` of its file. */
export function encodeRecord(payload: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(payload.length, 0);
  payloadSum(payload, offset).copy(header, 4);
  headerSum(header).copy(header, 12);
  return Buffer.concat([header, payload]);
}

/**
 * Reads the records of a file from its start. A process that is killed while it writes leaves the first bytes of its
 * last record, so only a record that the end of the file cuts short counts as unfinished; whatever else does not fit
 * its sums is damage.
 *
 * @returns how many bytes hold whole records; those after them belong to an unfinished one
 * @throws DamagedDataError with the file and the offset; DataDirectoryError for a file in another format
 */
export function readRecords(
  path: string,
  file: number,
  replay: (payload: Buffer, offset: number) => void,
): number {
  const { size } = fs.fstatSync(file);
  const read = windowOf(file);
  const start = read(0, Math.min(size, SIGNATURE.length));
  if (!SIGNATURE.subarray(0, start.length).equals(start)) throw otherFormat(`'${path}'`);
  if (start.length < SIGNATURE.length) return 0;
  let offset = SIGNATURE.length;
  while (size - offset >= HEADER_BYTES) {
    const header = read(offset, HEADER_BYTES);
    const where = `'${path}', offset ${offset}`;
    if (!headerSum(header).equals(header.subarray(12))) {
      throw new DamagedDataError(where, 'the header of a record is damaged');
    }
    const length = header.readUInt32LE(0);
    if (size - offset - HEADER_BYTES < length) return offset;
    const payload = read(offset + HEADER_BYTES, length);
    if (!payloadSum(payload, offset).equals(header.subarray(4, 12))) {
      throw new DamagedDataError(where, `a record of ${length} bytes is damaged`);
    }
    try {
      replay(payload, offset);
    } catch (cause) {
      throw new DamagedDataError(where, `the record cannot be replayed (${(cause as Error).message})`, {
        cause,
      });
    }
    offset += HEADER_BYTES + length;
  }
  return offset;
}

/** Reads bytes of a file through a piece of it that is kept in memory. */
function windowOf(file: number): (offset: number, length: number) => Buffer {
  let window = Buffer.alloc(0);
  let begin = 0;
  return (offset, length) => {
    if (offset < begin || offset + length > begin + window.length) {
      // New memory each time: payloads that were handed out may still be in use.
      const memory = Buffer.allocUnsafeSlow(Math.max(WINDOW_BYTES, length));
      let filled = 0;
      for (let got = -1; got !== 0 && filled < memory.length; filled += got) {
        got = fs.readSync(file, memory, filled, memory.length - filled, offset + filled);
      }
      [window, begin] = [memory.subarray(0, filled), offset];
    }
    return window.subarray(offset - begin, offset - begin + length);
  };
}
